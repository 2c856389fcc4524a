package org.jlanes.lanes.process;

import java.lang.classfile.AccessFlags;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.InnerClassInfo;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jlanes.runtime.engine.EngineView;

/// Hashes the code that a [ClosureWalk] found: the shape of each notebook class, and the methods
/// that may run. Names are those of [KeyNames]; lines, local names and constant pools do not count,
/// so that the same source gives the same hash in another cell and another kernel.
final class KeyCode {
  private static final ClassFile PARSER =
      ClassFile.of(
          ClassFile.DebugElementsOption.DROP_DEBUG, ClassFile.LineNumbersOption.DROP_LINE_NUMBERS);

  private final EngineView view;
  private final KeyNames names;
  private final KeyHash hash;
  private final KeyAttributes attributes;
  private final KeyInstructions instructions;

  KeyCode(EngineView view, KeyNames names, KeyHash hash) {
    this.view = view;
    this.names = names;
    this.hash = hash;
    this.attributes = new KeyAttributes(names, hash);
    this.instructions = new KeyInstructions(names, hash);
  }

  /// Adds what a walk has found.
  ///
  /// @return whether the code asks for the number of its item, or for random numbers that depend on
  ///   it
  boolean add(ClosureWalk walk) {
    Map<String, ClassModel> models = new TreeMap<>();
    walk.classes().forEach((name, bytes) -> models.put(name, PARSER.parse(bytes)));
    walk.classes().keySet().forEach(name -> shape(name, models.get(name)));
    Set<MethodModel> done = new HashSet<>();
    for (ClosureWalk.Method wanted : walk.visited()) {
      ClassModel model = models.get(wanted.owner());
      if (model == null) {
        names.of(wanted.owner());
        continue;
      }
      for (MethodModel method : model.methods()) {
        boolean meant =
            wanted.name() == null
                || method.methodName().equalsString(wanted.name())
                    && method.methodType().equalsString(wanted.descriptor());
        if (meant && done.add(method)) {
          method(wanted.owner(), method);
        }
      }
    }
    return instructions.askForTheItem();
  }

  private void shape(String name, ClassModel model) {
    hash.text("class").text(names.of(name)).number(flags(model.flags()));
    model.superclass().ifPresent(c -> hash.text(names.of(KeyInstructions.name(c))));
    model.interfaces().forEach(c -> hash.text(names.of(KeyInstructions.name(c))));
    if (view.holdsVariables(name)) {
      return;
    }
    hash.text(simpleName(model));
    attributes.add(model);
    for (FieldModel field : model.fields()) {
      hash.text(field.fieldName().stringValue())
          .text(names.descriptor(field.fieldType().stringValue()))
          .number(flags(field.flags()));
      attributes.add(field);
    }
  }

  private static long flags(AccessFlags flags) {
    return flags.flagsMask();
  }

  /// The name that the user gave it, which a record prints.
  private static String simpleName(ClassModel model) {
    return model
        .findAttribute(Attributes.innerClasses())
        .flatMap(inner ->
            inner.classes().stream()
                .filter(c -> c.innerClass().equals(model.thisClass()))
                .findFirst())
        .flatMap(InnerClassInfo::innerName)
        .map(Object::toString)
        .orElse("");
  }

  private void method(String owner, MethodModel method) {
    hash.text("method")
        .text(names.of(owner))
        .text(names.method(owner, method.methodName().stringValue()))
        .text(names.descriptor(method.methodType().stringValue()))
        .number(flags(method.flags()));
    attributes.add(method);
    method.code().ifPresent(instructions::add);
  }
}
