package org.jlanes.engine.jshell;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.FieldModel;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.constant.ClassDesc;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The code that gives a variable its value, as a class of its own.
///
/// When a variable is declared again, with the same type, JShell redefines the class that has its
/// field: only the code in it is another. To redefine any class costs the JVM tens of milliseconds,
/// in which it stands still; to run the code from a class of its own costs nothing.
final class Initializer {
  /// How the methods are called that give the value: `do_it$`, and `do_it$Aux` for a `var`.
  private static final String CODE = "do_it$";

  /// The number of the first such class: far from JShell's own and from those of [PlainCompiler].
  private static final long FIRST = 2_000_000_000_000L;

  private Initializer() {}

  /// The code of an initializer.
  ///
  /// @param name binary name of its class
  /// @param file the class file
  record Apart(String name, byte[] file) {}

  /// A class with the code of a class file, for the fields of the class that is loaded.
  ///
  /// @param loaded the class file that is in force
  /// @param compiled another one of the same class
  /// @param number tells it from others
  /// @return empty if the two differ in more than that code, or if an object could still run the
  ///   code that is loaded
  static Optional<Apart> of(byte[] loaded, byte[] compiled, long number) {
    ClassModel before = ClassFile.of().parse(loaded);
    ClassModel now = ClassFile.of().parse(compiled);
    boolean onlyCode =
        isAround(now)
            && fields(before).equals(fields(now))
            && methods(before).allMatch(Initializer::isCode)
            && methods(now).allMatch(m -> isCode(m) || m.startsWith("lambda$" + CODE))
            && now.findAttribute(Attributes.nestMembers()).isEmpty()
            && before.findAttribute(Attributes.nestMembers()).isEmpty();
    String name = "REPL.$JShell$" + (FIRST + number);
    return onlyCode
        ? Optional.of(new Apart(name, apart(compiled, now.thisClass().asSymbol(), name)))
        : Optional.empty();
  }

  /// Whether a class is around a snippet, and none of the user's own.
  private static boolean isAround(ClassModel model) {
    String name = model.thisClass().asInternalName().replace('/', '.');
    return Names.wrapperOf(name).equals(Optional.of(name));
  }

  private static Set<String> fields(ClassModel model) {
    return model.fields().stream().map(Initializer::text).collect(Collectors.toSet());
  }

  private static String text(FieldModel field) {
    return field.flags().flagsMask()
        + " "
        + field.fieldType().stringValue()
        + " "
        + field.fieldName().stringValue();
  }

  private static Stream<String> methods(ClassModel model) {
    return model.methods().stream().map(method -> method.methodName().stringValue());
  }

  private static boolean isCode(String method) {
    return method.equals("<init>") || method.startsWith(CODE);
  }

  private static byte[] apart(byte[] compiled, ClassDesc owner, String name) {
    String from = owner.displayName();
    String old = "REPL/" + from;
    String own = name.replace('.', '/');
    byte[] renamed =
        ConstantNames.replaced(
            compiled,
            text -> text.equals(old) ? own : text.replace("L" + old + ";", "L" + own + ";"));
    ClassFile format = ClassFile.of();
    ClassModel model = format.parse(renamed);
    ClassDesc self = model.thisClass().asSymbol();
    CodeTransform fields =
        (code, element) -> {
          if (element instanceof FieldInstruction access
              && access.owner().asSymbol().equals(self)) {
            code.fieldAccess(
                access.opcode(), owner, access.name().stringValue(), access.typeSymbol());
          } else {
            code.with(element);
          }
        };
    return format.transformClass(
        model,
        ClassTransform.dropping(FieldModel.class::isInstance)
            .andThen(ClassTransform.transformingMethodBodies(fields)));
  }
}
