/* JVMTI's StopThread for org.jlanes.engine.jshell.ThreadStop. */
#include <jni.h>
#include <jvmti.h>

static jvmtiEnv *jvmti;

static jvmtiEnv *environment(JNIEnv *env) {
  if (jvmti == NULL) {
    JavaVM *vm;
    jvmtiEnv *found;
    jvmtiCapabilities needed = {0};
    jvmtiCapabilities wanted = {0};
    needed.can_signal_thread = 1;
    needed.can_suspend = 1;
    wanted.can_support_virtual_threads = 1;
    if ((*env)->GetJavaVM(env, &vm) != JNI_OK
        || (*vm)->GetEnv(vm, (void **) &found, JVMTI_VERSION_21) != JNI_OK
        || (*found)->AddCapabilities(found, &needed) != JVMTI_ERROR_NONE) {
      return NULL;
    }
    /* Without it virtual threads are left alone. */
    (void) (*found)->AddCapabilities(found, &wanted);
    jvmti = found;
  }
  return jvmti;
}

JNIEXPORT jboolean JNICALL
Java_org_jlanes_engine_jshell_ThreadStop_suspend0(JNIEnv *env, jclass type, jobject thread) {
  jvmtiEnv *ti = environment(env);
  return ti != NULL && (*ti)->SuspendThread(ti, thread) == JVMTI_ERROR_NONE;
}

JNIEXPORT jboolean JNICALL
Java_org_jlanes_engine_jshell_ThreadStop_stop0(JNIEnv *env, jclass type, jobject thread, jobject error) {
  jvmtiEnv *ti = environment(env);
  return ti != NULL && (*ti)->StopThread(ti, thread, error) == JVMTI_ERROR_NONE;
}

JNIEXPORT void JNICALL
Java_org_jlanes_engine_jshell_ThreadStop_resume0(JNIEnv *env, jclass type, jobject thread) {
  jvmtiEnv *ti = environment(env);
  if (ti != NULL) {
    (void) (*ti)->ResumeThread(ti, thread);
  }
}
