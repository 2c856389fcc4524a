package org.jlanes.runtime.weave;

import static java.lang.classfile.ClassFile.ACC_FINAL;
import static java.lang.classfile.ClassFile.ACC_PRIVATE;
import static java.lang.classfile.ClassFile.ACC_STATIC;
import static java.lang.classfile.ClassFile.ACC_SYNTHETIC;

import java.lang.System.Logger.Level;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Interfaces;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.ConstantValueAttribute;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.List;

/// One pass over class files of user code, the same in the kernel and in workers. To a class of a
/// user's jar only the second to the fourth of these are done:
///
/// - stop checks at method entry and on back edges ([StopCheck]);
/// - `System.exit` and its like, also as method references, throw ([ExitHook]);
/// - processes that are started belong to the cell and show in it what they inherit
///   ([ProcessHook]);
/// - tasks given to other threads run inside the submitting scope ([ScopeCapture], [AsyncCapture],
///   [StageCapture], [TimerCapture], [StreamHook]);
/// - exceptions that are printed show the lines of cells ([TraceHook]);
/// - a prompt for a line goes with the question ([InputHook]);
/// - lambdas and classes are serializable, so that they can be sent to a worker ([LambdaSpec]).
///   Classes get a fixed `serialVersionUID`, so that an edited class still reads objects that were
///   written before;
/// - what is not private is public ([OpenAccess]), so that the classes of one notebook may have
///   loaders of their own.
///
/// Only straight-line code is inserted and the operand stack is left as it was, so the compiler's
/// stack maps stay true and are kept; to compute new ones would need every class the code mentions.
/// Stateless; any thread.
public final class Weaver {
  private static final ClassDesc SERIALIZABLE = ClassDesc.of("java.io.Serializable");
  private static final ClassDesc LOOKUP = ConstantDescs.CD_MethodHandles_Lookup;
  private static final ClassDesc SERIALIZED_LAMBDA =
      ClassDesc.of("java.lang.invoke.SerializedLambda");
  private static final String REBUILD = "$deserializeLambda$";
  private static final String VERSION = "serialVersionUID";

  private Weaver() {}

  /// A class of the notebook, woven. Returns the class as it is, apart from access, exits and
  /// processes, if a method would grow beyond the class-file format's limits.
  public static byte[] weave(byte[] classFile) {
    try {
      return transform(classFile, Extent.NOTEBOOK);
    } catch (IllegalArgumentException tooLong) {
      // 64 kB of code, or a jump over 32 kB: user code runs without checks rather than not at all.
      return OpenAccess.of(weaveLibrary(classFile));
    }
  }

  /// A class of a user's jar: only calls that would end the JVM, start a process or give a task to
  /// another thread are changed; it gets no stop checks, and keeps its speed, its access and its
  /// serial version. The same array is returned if there are none, and if the class cannot be
  /// changed: one that the JVM takes must not fail because of us.
  public static byte[] weaveLibrary(byte[] classFile) {
    try {
      Hooked hooked = Hooked.in(ClassFile.of().parse(classFile));
      if (!hooked.any()) {
        return classFile;
      }
      try {
        return transform(
            classFile, hooked.parallelStreams() ? Extent.LIBRARY_WITH_STREAMS : Extent.LIBRARY);
      } catch (IllegalArgumentException tooLong) {
        return transform(classFile, Extent.EXITS);
      }
    } catch (RuntimeException e) {
      log(Level.DEBUG, "a class of a jar is left as it is", e);
      return classFile;
    }
  }

  private static byte[] transform(byte[] classFile, Extent extent) {
    ClassFile format =
        ClassFile.of(
            ClassFile.StackMapsOption.DROP_STACK_MAPS,
            ClassFile.ShortJumpsOption.FAIL_ON_SHORT_JUMPS,
            ClassFile.ConstantPoolSharingOption.SHARED_POOL);
    ClassModel model = format.parse(classFile);
    ClassTransform code = (builder, element) -> withCode(builder, element, extent);
    return format.transformClass(
        model,
        extent.isNotebook()
            ? code.andThen(OpenAccess.TRANSFORM)
                .andThen(ClassTransform.endHandler(b -> addMembers(b, model)))
            : code);
  }

  private static void withCode(ClassBuilder builder, ClassElement element, Extent extent) {
    // No pattern switch: that would make a class at its first use, which a starting worker waits
    // for.
    if (element instanceof MethodModel method) {
      // The compiler's own only knows the lambdas that were serializable before.
      if (!extent.isNotebook() || !method.methodName().equalsString(REBUILD)) {
        withCode(builder, method, extent);
      }
    } else if (!extent.isNotebook() || !(element instanceof Interfaces)) {
      // The interfaces of a notebook's class are written anew at the end, see addMembers.
      builder.with(element);
    }
  }

  private static void withCode(ClassBuilder builder, MethodModel method, Extent extent) {
    builder.transformMethod(
        method,
        (methodBuilder, part) -> {
          if (part instanceof CodeModel body) {
            methodBuilder.transformCode(body, new CodeWeaver(body, extent, isTimerTask(method)));
          } else {
            methodBuilder.with(part);
          }
        });
  }

  /// Whether a method is what a `Timer` runs.
  private static boolean isTimerTask(MethodModel method) {
    return method.methodName().equalsString("run")
        && method.methodType().equalsString("()V")
        && !method.flags().has(AccessFlag.STATIC)
        && method
            .parent()
            .flatMap(ClassModel::superclass)
            .filter(s -> s.asInternalName().equals("java/util/TimerTask"))
            .isPresent();
  }

  private static void addMembers(ClassBuilder builder, ClassModel model) {
    List<ClassEntry> interfaces = new ArrayList<>(model.interfaces());
    boolean isInterface = model.flags().has(AccessFlag.INTERFACE);
    if (!isInterface
        && interfaces.stream().noneMatch(i -> i.asInternalName().equals("java/io/Serializable"))) {
      interfaces.add(builder.constantPool().classEntry(SERIALIZABLE));
    }
    builder.withInterfaces(interfaces);
    if (!isInterface
        && model.fields().stream().noneMatch(f -> f.fieldName().equalsString(VERSION))) {
      builder.withField(
          VERSION,
          ConstantDescs.CD_long,
          f ->
              f.withFlags(ACC_PRIVATE | ACC_STATIC | ACC_FINAL | ACC_SYNTHETIC)
                  .with(ConstantValueAttribute.of(1L)));
    }
    // Always there, needed or not: a class that is redefined must keep its set of methods.
    builder.withMethodBody(
        REBUILD,
        MethodTypeDesc.of(ConstantDescs.CD_Object, SERIALIZED_LAMBDA),
        ACC_PRIVATE | ACC_STATIC | ACC_SYNTHETIC,
        code ->
            code.aload(0)
                .invokestatic(ConstantDescs.CD_MethodHandles, "lookup", MethodTypeDesc.of(LOOKUP))
                .invokestatic(
                    ClassDesc.of(LambdaSpec.class.getName()),
                    "rebuild",
                    MethodTypeDesc.of(ConstantDescs.CD_Object, SERIALIZED_LAMBDA, LOOKUP))
                .areturn());
  }

  /// Looked up when there is something to say: the first logger costs a starting worker
  /// milliseconds.
  private static void log(System.Logger.Level level, String text, Throwable thrown) {
    System.getLogger(Weaver.class.getName()).log(level, text, thrown);
  }
}
