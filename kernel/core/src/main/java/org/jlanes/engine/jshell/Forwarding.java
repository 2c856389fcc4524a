package org.jlanes.engine.jshell;

import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Makes a method that was replaced call its successor, so that code which is not compiled anew,
/// such as a lambda in a list, calls the new one.
final class Forwarding {
  private static final Map<ClassDesc, ClassDesc> BOXES = new HashMap<>();

  static {
    BOXES.put(ConstantDescs.CD_int, ConstantDescs.CD_Integer);
    BOXES.put(ConstantDescs.CD_long, ConstantDescs.CD_Long);
    BOXES.put(ConstantDescs.CD_double, ConstantDescs.CD_Double);
    BOXES.put(ConstantDescs.CD_float, ConstantDescs.CD_Float);
    BOXES.put(ConstantDescs.CD_short, ConstantDescs.CD_Short);
    BOXES.put(ConstantDescs.CD_byte, ConstantDescs.CD_Byte);
    BOXES.put(ConstantDescs.CD_char, ConstantDescs.CD_Character);
    BOXES.put(ConstantDescs.CD_boolean, ConstantDescs.CD_Boolean);
  }

  private final ClassDesc successor;
  private final String name;
  private final MethodTypeDesc type;

  private Forwarding(ClassDesc successor, String name, MethodTypeDesc type) {
    this.successor = successor;
    this.name = name;
    this.type = type;
  }

  /// How to forward to the method of this name in a class file of the compiler.
  static Optional<Forwarding> to(byte[] successor, String name) {
    ClassModel model = ClassFile.of().parse(successor);
    return method(model, name)
        .map(m -> new Forwarding(model.thisClass().asSymbol(), name, m.methodTypeSymbol()));
  }

  private static Optional<MethodModel> method(ClassModel model, String name) {
    return model.methods().stream().filter(m -> m.methodName().equalsString(name)).findFirst();
  }

  /// The class file with a method that calls the successor and converts what it returns; empty if
  /// the two differ in their parameters, or one returns what is not convertible.
  Optional<byte[]> in(byte[] old) {
    ClassFile format = ClassFile.of(StackMapsOption.DROP_STACK_MAPS);
    ClassModel model = format.parse(old);
    MethodTypeDesc before = method(model, name).map(MethodModel::methodTypeSymbol).orElse(null);
    if (before == null
        || !before.parameterList().equals(type.parameterList())
        || !isConvertible(type.returnType(), before.returnType())) {
      return Optional.empty();
    }
    return Optional.of(
        format.transformClass(
            model,
            ClassTransform.transformingMethods(
                method -> method.methodName().equalsString(name),
                (builder, element) -> {
                  if (element instanceof CodeModel) {
                    builder.withCode(code -> call(code, before));
                  } else {
                    builder.with(element);
                  }
                })));
  }

  private static boolean isConvertible(ClassDesc from, ClassDesc to) {
    if (from.equals(to) || to.equals(CD_void)) {
      return true;
    }
    if (from.equals(CD_void)) {
      return false;
    }
    boolean numbers =
        from.isPrimitive()
            && to.isPrimitive()
            && !from.equals(ConstantDescs.CD_boolean)
            && !to.equals(ConstantDescs.CD_boolean);
    return numbers
        || from.isPrimitive() && (to.equals(BOXES.get(from)) || to.equals(ConstantDescs.CD_Object))
        || to.isPrimitive() && from.equals(BOXES.get(to))
        || !from.isPrimitive() && !to.isPrimitive();
  }

  private void call(CodeBuilder code, MethodTypeDesc before) {
    int slot = 0;
    for (ClassDesc parameter : before.parameterList()) {
      TypeKind kind = TypeKind.from(parameter);
      code.loadLocal(kind, slot);
      slot += kind.slotSize();
    }
    code.invokestatic(successor, name, type);
    convert(code, type.returnType(), before.returnType());
    code.return_(TypeKind.from(before.returnType()));
  }

  private static void convert(CodeBuilder code, ClassDesc from, ClassDesc to) {
    if (from.equals(to)) {
      return;
    }
    if (to.equals(CD_void)) {
      if (TypeKind.from(from).slotSize() == 2) {
        code.pop2();
      } else {
        code.pop();
      }
    } else if (from.isPrimitive() && to.isPrimitive()) {
      code.conversion(TypeKind.from(from), TypeKind.from(to));
    } else if (from.isPrimitive()) {
      ClassDesc box = BOXES.get(from);
      code.invokestatic(box, "valueOf", MethodTypeDesc.of(box, from));
    } else if (to.isPrimitive()) {
      code.invokevirtual(from, to.displayName() + "Value", MethodTypeDesc.of(to));
    } else {
      code.checkcast(to);
    }
  }
}
