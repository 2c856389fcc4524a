package org.jlanes.engine.jshell;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A class file of the notebook as the compiler made it, and what it says of other snippets.
///
/// @param original the class file
/// @param wrappers the snippets' classes that it mentions, its own too, by binary name
/// @param parents superclass and interfaces, by binary name
/// @param permitted the subclasses that a sealed class permits, by binary name; else empty
record Mentions(
    byte[] original, Set<String> wrappers, List<String> parents, List<String> permitted) {
  private static final Pattern WRAPPER = Pattern.compile("REPL/\\$JShell\\$[^$;/<>]+");

  /// Reads a class file.
  static Mentions of(byte[] original) {
    ClassModel model = ClassFile.of().parse(original);
    Set<String> wrappers = new HashSet<>();
    for (PoolEntry entry : model.constantPool()) {
      // Descriptors too: a lambda's parameter is named there only.
      if (entry instanceof Utf8Entry text && text.stringValue().contains("REPL/$JShell$")) {
        Matcher wrapper = WRAPPER.matcher(text.stringValue());
        while (wrapper.find()) {
          wrappers.add(name(wrapper.group()));
        }
      }
    }
    List<String> parents = new ArrayList<>();
    model.superclass().ifPresent(parent -> parents.add(name(parent)));
    model.interfaces().forEach(parent -> parents.add(name(parent)));
    List<String> permitted =
        model.findAttribute(Attributes.permittedSubclasses()).stream()
            .flatMap(attribute -> attribute.permittedSubclasses().stream())
            .map(Mentions::name)
            .toList();
    return new Mentions(original, wrappers, parents, permitted);
  }

  private static String name(ClassEntry entry) {
    return name(entry.asInternalName());
  }

  private static String name(String internalName) {
    return internalName.replace('/', '.');
  }
}
