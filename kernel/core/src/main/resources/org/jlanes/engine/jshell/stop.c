/* JVMTI's StopThread for org.jlanes.engine.jshell.ThreadStop. */
#include <jni.h>
#include <jvmti.h>

static jvmtiEnv *jvmti;

JNIEXPORT jboolean JNICALL
Java_org_jlanes_engine_jshell_ThreadStop_stop0(JNIEnv *env, jclass type, jobject thread, jobject error) {
  if (jvmti == NULL) {
    JavaVM *vm;
    jvmtiEnv *found;
    jvmtiCapabilities wanted = {0};
    wanted.can_signal_thread = 1;
    if ((*env)->GetJavaVM(env, &vm) != JNI_OK
        || (*vm)->GetEnv(vm, (void **) &found, JVMTI_VERSION_1_2) != JNI_OK
        || (*found)->AddCapabilities(found, &wanted) != JVMTI_ERROR_NONE) {
      return JNI_FALSE;
    }
    jvmti = found;
  }
  return (*jvmti)->StopThread(jvmti, thread, error) == JVMTI_ERROR_NONE;
}
