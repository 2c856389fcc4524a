package org.jlanes.assist;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The JDK's packages, for imports. JShell knows them too, but only when it has read every class
/// file there is, and again after each change of the class path: some seconds in which an import
/// would complete to nothing. Immutable.
final class Packages {
  private static final Pattern IMPORT =
      Pattern.compile(
          "(?:.*[;}\\n])?\\s*import\\s+(?:static\\s+)?((?:\\w+\\.)*)(\\w*)", Pattern.DOTALL);

  private final NavigableSet<String> names = new TreeSet<>();

  Packages() {
    ModuleFinder.ofSystem().findAll().stream()
        .flatMap(module -> module.descriptor().exports().stream())
        .filter(exported -> !exported.isQualified())
        .map(ModuleDescriptor.Exports::source)
        .forEach(names::add);
  }

  /// The next parts of package names in an import that ends at the cursor, each with its dot; none
  /// where the cursor is in no import.
  ///
  /// @param code Java up to the cursor
  List<String> at(String code) {
    Matcher typed = IMPORT.matcher(code);
    if (!typed.matches()) {
      return List.of();
    }
    String qualifier = typed.group(1);
    String prefix = qualifier + typed.group(2);
    // Everything that begins with the prefix stands together.
    return names.tailSet(prefix).stream()
        .takeWhile(name -> name.startsWith(prefix))
        .map(name -> firstPart(name.substring(qualifier.length())) + ".")
        .distinct()
        .toList();
  }

  private static String firstPart(String name) {
    int dot = name.indexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }
}
