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
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jlanes.runtime.engine.EngineView;
import org.jlanes.runtime.envelope.ObjectWriter;

/// Finds the notebook classes and variables that a body can reach, by reading byte code **method by
/// method** from the methods it starts with. A walk class by class would drag in everything,
/// because one class of a notebook engine may hold unrelated code.
///
/// A `getstatic` of a field that holds a notebook variable makes the variable part of the closure,
/// and so does one of a static field of the user's own classes ([StaticReach]). What is reached by
/// reflection alone is not found here; a worker asks for such classes by name.
///
/// For one thread.
final class ClosureWalk implements ObjectWriter.Observer {
  /// A method, or with name null all methods of a class.
  ///
  /// @param called whether it is reached by calls from the body; not if its class is only used
  record Method(String owner, String name, String descriptor, boolean called) {}

  private final EngineView view;
  private final Map<String, ClassModel> models = new HashMap<>();
  private final Map<String, byte[]> classes = new LinkedHashMap<>();
  private final StaticReach fields;
  private final Set<String> lambdaHosts = new HashSet<>();
  private final Set<Method> seen = new LinkedHashSet<>();
  private final Deque<Method> todo = new ArrayDeque<>();

  ClosureWalk(EngineView view) {
    this.view = view;
    this.fields = new StaticReach(view, this::include);
  }

  /// The class files found so far, by binary name.
  Map<String, byte[]> classes() {
    return classes;
  }

  /// The variables and static fields that were found.
  StaticReach fields() {
    return fields;
  }

  /// The methods that were looked at, in an order that depends on the code alone. Some belong to
  /// the JDK or to libraries.
  Set<Method> visited() {
    return seen;
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
  public boolean meets(SerializedLambda lambda) {
    return lambda(
        name(lambda.getCapturingClass()),
        name(lambda.getImplClass()),
        lambda.getImplMethodName(),
        lambda.getImplMethodSignature());
  }

  /// A lambda that was made in the class `host`, with its code in a method.
  ///
  /// @return whether the host is one of the notebook's
  boolean lambda(String host, String owner, String name, String descriptor) {
    lambdaHosts.add(host);
    method(owner, name, descriptor, true);
    return include(host) != null;
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
    initializer(wanted.owner());
    boolean found = false;
    for (MethodModel method : model.methods()) {
      if (wanted.name() == null
          || method.methodName().equalsString(wanted.name())
              && method.methodType().equalsString(wanted.descriptor())) {
        found = true;
        boolean initial = method.methodName().equalsString("<clinit>");
        method.code().ifPresent(code -> read(code, wanted.called(), initial));
      }
    }
    // Inherited: the method is called through a class that does not declare it; or all methods are
    // wanted, because an instance may be handed to code that is not read.
    if (!found || wanted.name() == null) {
      model.superclass().ifPresent(c -> method(c, wanted));
      model.interfaces().forEach(c -> method(c, wanted));
    }
  }

  private void read(CodeModel code, boolean called, boolean initial) {
    for (CodeElement element : code) {
      switch (element) {
        case InvokeInstruction i ->
            method(
                name(i.owner().asInternalName()),
                i.name().stringValue(),
                i.type().stringValue(),
                called);
        case FieldInstruction f -> field(f, called, initial);
        case NewObjectInstruction n -> whole(name(n.className().asInternalName()));
        case TypeCheckInstruction t -> type(t.type().asSymbol());
        case NewReferenceArrayInstruction n -> type(n.componentType().asSymbol());
        case NewMultiArrayInstruction n -> type(n.arrayType().asSymbol());
        case ConstantInstruction.LoadConstantInstruction l ->
            constant(l.constantEntry().constantValue(), called);
        case InvokeDynamicInstruction d -> {
          constant(d.bootstrapMethod(), called);
          d.bootstrapArgs().forEach(argument -> constant(argument, called));
        }
        case ExceptionCatch c -> c.catchType().ifPresent(t -> type(t.asSymbol()));
        case Instruction i -> {}
        default -> {}
      }
    }
  }

  private void field(FieldInstruction f, boolean called, boolean initial) {
    String owner = name(f.owner().asInternalName());
    boolean isStatic = f.opcode() == Opcode.GETSTATIC || f.opcode() == Opcode.PUTSTATIC;
    if (include(owner) != null && isStatic) {
      String initialized = fields.meets(owner, f, called, initial);
      if (initialized != null) {
        initializer(initialized);
      }
    }
  }

  private void constant(ConstantDesc constant, boolean called) {
    switch (constant) {
      case ClassDesc c -> type(c);
      case DirectMethodHandleDesc h ->
          method(binaryName(h.owner()), h.methodName(), h.lookupDescriptor(), called);
      case DynamicConstantDesc<?> d -> {
        constant(d.bootstrapMethod(), called);
        d.bootstrapArgsList().forEach(argument -> constant(argument, called));
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
    method(owner, null, null, false);
  }

  private void initializer(String owner) {
    method(owner, "<clinit>", "()V", false);
  }

  private void method(ClassEntry owner, Method like) {
    method(name(owner.asInternalName()), like.name(), like.descriptor(), like.called());
  }

  private void method(String owner, String name, String descriptor, boolean called) {
    Method method = new Method(owner, name, descriptor, called);
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

  /// The binary name.
  static String name(String internalName) {
    return internalName.replace('/', '.');
  }
}
