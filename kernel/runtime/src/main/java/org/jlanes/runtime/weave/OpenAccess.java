package org.jlanes.runtime.weave;

import static java.lang.classfile.ClassFile.ACC_PRIVATE;
import static java.lang.classfile.ClassFile.ACC_PROTECTED;
import static java.lang.classfile.ClassFile.ACC_PUBLIC;

import java.lang.classfile.AccessFlags;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.FieldModel;
import java.lang.classfile.FieldTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.constant.ConstantDescs;

/// Makes public what a class of the notebook does not keep private.
///
/// The compiler sees one package, in which cells use each other's package-private and protected
/// members. The JVM sees a package for each loader, and a notebook has a loader for each snippet,
/// so that classes which nobody can reach any more are unloaded. The compiler has checked access
/// before; what a method overrides does not change, since all notebook classes were in one package.
/// The flags of nested classes in the `InnerClasses` attribute, which reflection shows, stay.
final class OpenAccess {
  /// Changes the flags of a class and of its members.
  static final ClassTransform TRANSFORM =
      (builder, element) -> {
        switch (element) {
          case AccessFlags flags -> builder.withFlags(open(flags));
          case FieldModel field -> builder.transformField(field, fields());
          case MethodModel method
              when !method.methodName().equalsString(ConstantDescs.CLASS_INIT_NAME) ->
              builder.transformMethod(method, methods());
          default -> builder.with(element);
        }
      };

  private OpenAccess() {}

  /// A class file with open access and nothing else changed.
  static byte[] of(byte[] classFile) {
    ClassFile format = ClassFile.of(ClassFile.StackMapsOption.DROP_STACK_MAPS);
    return format.transformClass(format.parse(classFile), TRANSFORM);
  }

  private static FieldTransform fields() {
    return (builder, part) -> {
      if (part instanceof AccessFlags flags) {
        builder.withFlags(open(flags));
      } else {
        builder.with(part);
      }
    };
  }

  private static MethodTransform methods() {
    return (builder, part) -> {
      if (part instanceof AccessFlags flags) {
        builder.withFlags(open(flags));
      } else {
        builder.with(part);
      }
    };
  }

  private static int open(AccessFlags flags) {
    int mask = flags.flagsMask();
    return (mask & ACC_PRIVATE) != 0 ? mask : mask & ~ACC_PROTECTED | ACC_PUBLIC;
  }
}
