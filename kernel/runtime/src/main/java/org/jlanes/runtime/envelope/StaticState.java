package org.jlanes.runtime.envelope;

import static java.lang.classfile.ClassFile.ACC_FINAL;

import java.lang.classfile.AccessFlags;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.FieldModel;
import java.lang.reflect.AccessFlag;
import java.util.List;

/// Which static fields of a notebook class are state that a worker gets as it is in the notebook,
/// rather than as the class' own initialiser makes it there. Asked when it is captured and when the
/// class is made ready for workers. Stateless; any thread.
public final class StaticState {
  /// Packages whose objects belong to one JVM, and which the JIT compiler must see as constants to
  /// be of use: a vector species or a handle in a field that is not final costs a factor of ten.
  private static final List<String> CONSTANTS =
      List.of("Ljava/lang/invoke/", "Ljava/lang/foreign/", "Ljdk/incubator/vector/");

  private StaticState() {}

  /// Whether the value of a field travels. Not that of a constant, of an interface, of an enum's
  /// constant or of what the compiler made; nor one that the user marked `transient`, which has no
  /// other meaning for a static field.
  public static boolean travels(ClassModel owner, FieldModel field) {
    return field.flags().has(AccessFlag.STATIC)
        && !field.flags().has(AccessFlag.TRANSIENT)
        && !field.flags().has(AccessFlag.SYNTHETIC)
        && !field.flags().has(AccessFlag.ENUM)
        && !owner.flags().has(AccessFlag.INTERFACE)
        && field.findAttribute(Attributes.constantValue()).isEmpty()
        && !(isFinal(field)
            && CONSTANTS.stream().anyMatch(field.fieldType().stringValue()::startsWith));
  }

  /// Whether a field is final in the notebook.
  public static boolean isFinal(FieldModel field) {
    return field.flags().has(AccessFlag.FINAL);
  }

  /// The class with those of its final fields that travel not final, so that they can be set for
  /// each run, and code compiled in an earlier one does not know their value by heart. The same
  /// array is returned if there are none.
  public static byte[] settable(byte[] classFile) {
    ClassFile format =
        ClassFile.of(
            ClassFile.StackMapsOption.DROP_STACK_MAPS,
            ClassFile.ConstantPoolSharingOption.SHARED_POOL);
    ClassModel model = format.parse(classFile);
    if (model.fields().stream().noneMatch(f -> isFinal(f) && travels(model, f))) {
      return classFile;
    }
    ClassTransform fields =
        (builder, element) -> {
          if (element instanceof FieldModel field && travels(model, field)) {
            builder.transformField(
                field,
                (to, part) -> {
                  if (part instanceof AccessFlags flags) {
                    to.withFlags(flags.flagsMask() & ~ACC_FINAL);
                  } else {
                    to.with(part);
                  }
                });
          } else {
            builder.with(element);
          }
        };
    return format.transformClass(model, fields);
  }
}
