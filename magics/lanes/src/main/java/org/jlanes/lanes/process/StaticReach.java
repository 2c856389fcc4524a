package org.jlanes.lanes.process;

import java.lang.classfile.ClassModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.reflect.AccessFlag;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jlanes.lanes.process.Variable.Kind;
import org.jlanes.runtime.engine.EngineView;
import org.jlanes.runtime.envelope.StaticState;

/// The static fields that the code of a [ClosureWalk] reads and assigns: notebook variables, and
/// fields of the user's classes. For one thread.
final class StaticReach {
  private final EngineView view;
  private final Function<String, ClassModel> models;
  private final Set<Variable> read = new LinkedHashSet<>();
  private final Set<Variable> assigned = new LinkedHashSet<>();
  private final Set<Variable> certain = new LinkedHashSet<>();
  private final Set<Variable> changed = new LinkedHashSet<>();

  /// @param models the notebook's classes by name; null for others
  StaticReach(EngineView view, Function<String, ClassModel> models) {
    this.view = view;
    this.models = models;
  }

  /// The fields whose values are needed.
  Set<Variable> read() {
    return read;
  }

  /// Whether code that runs reads a field, and not only some method of a class that is used.
  boolean certain(Variable variable) {
    return certain.contains(variable);
  }

  /// The fields that the code assigns. Fields in which the engine keeps the values of expressions
  /// (`$3`) are not among them: the user knows of none.
  Set<Variable> assigned() {
    if (assigned.isEmpty()) {
      return Set.of();
    }
    Set<String> users =
        view.variables().stream().map(EngineView.Variable::name).collect(Collectors.toSet());
    return assigned.stream()
        .filter(variable -> variable.ofClass() || users.contains(variable.name()))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /// The fields that some code assigns which is not an initialiser, be it certain to run or not.
  Set<Variable> changed() {
    return changed;
  }

  /// Notes an access to a static field.
  ///
  /// @param owner the class through which it is reached, one of the notebook's
  /// @param called whether the code that does it is called by the body, as far as byte code tells
  /// @param initial whether that code initialises a class
  /// @return the class that is initialised by it, or null if none need be
  String meets(String owner, FieldInstruction access, boolean called, boolean initial) {
    String name = access.name().stringValue();
    boolean reads = access.opcode() == Opcode.GETSTATIC;
    String declaring = declaring(owner, name);
    if (declaring == null) {
      return owner;
    }
    ClassModel model = models.apply(declaring);
    FieldModel field = field(model, name).orElseThrow();
    if (view.holdsVariables(declaring)) {
      // What the compiler made, such as `$assertionsDisabled`, has its value from the worker's
      // class.
      if (field.flags().has(AccessFlag.SYNTHETIC)) {
        return declaring;
      }
      Variable variable = new Variable(declaring, name, Kind.NOTEBOOK);
      (reads ? read : assigned).add(variable);
      if (!reads && !initial) {
        changed.add(variable);
      }
      return null;
    }
    if (StaticState.travels(model, field)) {
      Kind kind = StaticState.isFinal(field) ? Kind.FINAL_FIELD : Kind.FIELD;
      Variable variable = new Variable(declaring, name, kind);
      if (reads) {
        read.add(variable);
      } else if (!initial) {
        changed.add(variable);
      }
      if (called) {
        (reads ? certain : assigned).add(variable);
      }
    }
    return declaring;
  }

  /// The class that declares a field, looked for as the JVM does but for interfaces, whose fields
  /// do not travel; null if it is none of the notebook's.
  private String declaring(String owner, String name) {
    String at = owner;
    for (ClassModel model = models.apply(at); model != null; model = models.apply(at)) {
      if (field(model, name).isPresent()) {
        return at;
      }
      ClassEntry parent = model.superclass().orElse(null);
      if (parent == null) {
        return null;
      }
      at = parent.asInternalName().replace('/', '.');
    }
    return null;
  }

  private static Optional<FieldModel> field(ClassModel model, String name) {
    return model.fields().stream().filter(f -> f.fieldName().equalsString(name)).findFirst();
  }
}
