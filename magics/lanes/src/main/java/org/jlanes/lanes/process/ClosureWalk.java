package org.jlanes.lanes.process;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.LoadableConstantEntry;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.ExceptionCatch;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.NewMultiArrayInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.lang.classfile.instruction.TypeCheckInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicConstantDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.AccessFlag;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jlanes.runtime.engine.EngineView;
import org.jlanes.runtime.envelope.ObjectWriter;

/// Finds the notebook classes and variables that a body can reach, by reading byte code **method by
/// method** from the methods it starts with. A walk class by class would drag in everything,
/// because one class of a notebook engine may hold unrelated code.
///
/// A `getstatic` of a field that holds a notebook variable makes the variable part of the closure.
/// Static fields of the user's own classes do not travel: the class is initialised in the worker.
/// What is reached by reflection alone is not found here; a worker asks for such classes by name.
///
/// For one thread.
final class ClosureWalk implements ObjectWriter.Observer {
  /// A method, or with name null all methods of a class.
  private record Method(String owner, String name, String descriptor) {}

  private final EngineView view;
  private final Map<String, ClassModel> models = new HashMap<>();
  private final Map<String, byte[]> classes = new LinkedHashMap<>();
  private final Set<Variable> read = new LinkedHashSet<>();
  private final Set<Variable> assigned = new LinkedHashSet<>();
  private final Set<String> lambdaHosts = new HashSet<>();
  private final Set<Method> seen = new HashSet<>();
  private final Deque<Method> todo = new ArrayDeque<>();

  ClosureWalk(EngineView view) {
    this.view = view;
  }

  /// The class files found so far, by binary name.
  Map<String, byte[]> classes() {
    return classes;
  }

  /// The variables whose values are needed.
  Set<Variable> read() {
    return read;
  }

  /// The variables that the code assigns. Fields in which the engine keeps the values of
  /// expressions (`$3`) are not among them: the user knows of none.
  Set<Variable> assigned() {
    Set<String> users =
        view.variables().stream().map(EngineView.Variable::name).collect(Collectors.toSet());
    return assigned.stream()
        .filter(variable -> users.contains(variable.name()))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  @Override
  public void meets(Class<?> type) {
    if (view.defines(type)) {
      whole(type.getName());
    }
  }

  /// A class in which a lambda was made is needed, but not what its other methods reach: it may be
  /// the engine's wrapper around a whole snippet.
  @Override
  public void mentions(Class<?> type) {
    String name = type.getName();
    if (!view.defines(type)) {
      return;
    }
    if (lambdaHosts.contains(name) || view.holdsVariables(name)) {
      include(name);
    } else {
      whole(name);
    }
  }

  @Override
  public void meets(SerializedLambda lambda) {
    lambdaHosts.add(name(lambda.getCapturingClass()));
    include(name(lambda.getCapturingClass()));
    method(
        name(lambda.getImplClass()), lambda.getImplMethodName(), lambda.getImplMethodSignature());
  }

  /// Reads on until nothing new is found.
  void finish() {
    while (!todo.isEmpty()) {
      visit(todo.pop());
    }
  }

  private void visit(Method wanted) {
    ClassModel model = include(wanted.owner());
    if (model == null) {
      return;
    }
    // Whichever method runs, the class is initialised before.
    method(wanted.owner(), "<clinit>", "()V");
    boolean found = false;
    for (MethodModel method : model.methods()) {
      if (wanted.name() == null
          || method.methodName().equalsString(wanted.name())
              && method.methodType().equalsString(wanted.descriptor())) {
        found = true;
        method.code().ifPresent(this::read);
      }
    }
    // Inherited: the method is called through a class that does not declare it; or all methods are
    // wanted, because an instance may be handed to code that is not read.
    if (!found || wanted.name() == null) {
      model.superclass().ifPresent(c -> method(c, wanted));
      model.interfaces().forEach(c -> method(c, wanted));
    }
  }

  private void read(CodeModel code) {
    for (CodeElement element : code) {
      switch (element) {
        case InvokeInstruction i ->
            method(
                name(i.owner().asInternalName()), i.name().stringValue(), i.type().stringValue());
        case FieldInstruction f -> field(f);
        case NewObjectInstruction n -> whole(name(n.className().asInternalName()));
        case TypeCheckInstruction t -> type(t.type().asSymbol());
        case NewReferenceArrayInstruction n -> type(n.componentType().asSymbol());
        case NewMultiArrayInstruction n -> type(n.arrayType().asSymbol());
        case ConstantInstruction.LoadConstantInstruction l -> constant(l.constantEntry());
        case InvokeDynamicInstruction d -> {
          constant(d.bootstrapMethod());
          d.bootstrapArgs().forEach(this::constant);
        }
        case ExceptionCatch c -> c.catchType().ifPresent(t -> type(t.asSymbol()));
        case Instruction i -> {}
        default -> {}
      }
    }
  }

  private void field(FieldInstruction f) {
    String owner = name(f.owner().asInternalName());
    if (include(owner) == null) {
      return;
    }
    boolean isStatic = f.opcode() == Opcode.GETSTATIC || f.opcode() == Opcode.PUTSTATIC;
    if (isStatic && view.holdsVariables(owner) && !isSynthetic(owner, f)) {
      Variable variable = new Variable(owner, f.name().stringValue());
      (f.opcode() == Opcode.GETSTATIC ? read : assigned).add(variable);
    } else if (isStatic) {
      method(owner, "<clinit>", "()V");
    }
  }

  /// Whether the compiler made a field, such as `$assertionsDisabled` where code has an `assert`:
  /// the worker's own class gives it its value.
  private boolean isSynthetic(String owner, FieldInstruction f) {
    return models.get(owner).fields().stream()
        .anyMatch(field ->
            field.flags().has(AccessFlag.SYNTHETIC)
                && field.fieldName().equalsString(f.name().stringValue()));
  }

  private void constant(LoadableConstantEntry entry) {
    constant(entry.constantValue());
  }

  private void constant(ConstantDesc constant) {
    switch (constant) {
      case ClassDesc c -> type(c);
      case DirectMethodHandleDesc h ->
          method(binaryName(h.owner()), h.methodName(), h.lookupDescriptor());
      case DynamicConstantDesc<?> d -> {
        constant(d.bootstrapMethod());
        d.bootstrapArgsList().forEach(this::constant);
      }
      case MethodTypeDesc t -> t.parameterList().forEach(this::shape);
      default -> {}
    }
  }

  /// A type whose instances may be made or examined.
  private void type(ClassDesc type) {
    ClassDesc element = element(type);
    if (!element.isPrimitive()) {
      whole(binaryName(element));
    }
  }

  /// A type that is only named.
  private void shape(ClassDesc type) {
    ClassDesc element = element(type);
    if (!element.isPrimitive()) {
      include(binaryName(element));
    }
  }

  private void whole(String owner) {
    method(owner, null, null);
  }

  private void method(ClassEntry owner, Method like) {
    method(name(owner.asInternalName()), like.name(), like.descriptor());
  }

  private void method(String owner, String name, String descriptor) {
    Method method = new Method(owner, name, descriptor);
    if (seen.add(method) && include(owner) != null) {
      todo.push(method);
    }
  }

  /// Makes a class part of the closure, with what it cannot be defined without.
  ///
  /// @return its model, or null if the class is not the notebook's
  private ClassModel include(String name) {
    ClassModel known = models.get(name);
    if (known != null || models.containsKey(name)) {
      return known;
    }
    byte[] bytes = view.classBytes(name).orElse(null);
    ClassModel model = bytes == null ? null : ClassFile.of().parse(bytes);
    models.put(name, model);
    if (model != null) {
      classes.put(name, bytes);
      model.superclass().ifPresent(c -> include(name(c.asInternalName())));
      model.interfaces().forEach(c -> include(name(c.asInternalName())));
      model
          .findAttribute(Attributes.nestHost())
          .ifPresent(h -> include(name(h.nestHost().asInternalName())));
      model
          .findAttribute(Attributes.permittedSubclasses())
          .ifPresent(p -> p.permittedSubclasses().forEach(c -> include(name(c.asInternalName()))));
    }
    return model;
  }

  private static ClassDesc element(ClassDesc type) {
    ClassDesc element = type;
    while (element.isArray()) {
      element = element.componentType();
    }
    return element;
  }

  private static String binaryName(ClassDesc type) {
    ClassDesc element = element(type);
    String descriptor = element.descriptorString();
    return element.isPrimitive()
        ? descriptor
        : name(descriptor.substring(1, descriptor.length() - 1));
  }

  private static String name(String internalName) {
    return internalName.replace('/', '.');
  }
}
