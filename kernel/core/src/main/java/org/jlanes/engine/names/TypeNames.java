package org.jlanes.engine.names;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// The types of one source, in one sorted array of strings: there are ten thousand of them.
/// Immutable.
final class TypeNames {
  /// Between the parts of an entry; before all characters of names.
  private static final char SEPARATOR = '\t';

  /// Simple name, the kind's letter, the letter for nested types, and the qualifier.
  private final String[] entries;

  private final Set<String> packages = new TreeSet<>();

  TypeNames(List<TypeName> types) {
    entries = types.stream().map(TypeNames::entry).sorted().distinct().toArray(String[]::new);
    for (TypeName type : types) {
      if (!type.nested()) {
        packages.add(type.qualifier());
      }
    }
  }

  private static String entry(TypeName type) {
    return type.simple()
        + SEPARATOR
        + (char) ('a' + type.kind().ordinal())
        + (type.nested() ? 'n' : 't')
        + type.qualifier();
  }

  private static TypeName type(String entry) {
    int end = entry.indexOf(SEPARATOR);
    return new TypeName(
        entry.substring(end + 3),
        entry.substring(0, end),
        TypeName.Kind.values()[entry.charAt(end + 1) - 'a'],
        entry.charAt(end + 2) == 'n');
  }

  /// Those of a simple name.
  List<TypeName> named(String simple) {
    return beginning(simple + SEPARATOR);
  }

  /// Those whose simple names begin so.
  List<TypeName> beginning(String prefix) {
    int at = Arrays.binarySearch(entries, prefix);
    List<TypeName> found = new ArrayList<>();
    for (int i = at < 0 ? -at - 1 : at; i < entries.length && entries[i].startsWith(prefix); i++) {
      found.add(type(entries[i]));
    }
    return found;
  }

  /// The simple names of those that stand alone in a package.
  Stream<String> in(String packageName) {
    return Arrays.stream(entries)
        .filter(entry -> entry.endsWith("t" + packageName))
        .map(TypeNames::type)
        .filter(type -> !type.nested() && type.qualifier().equals(packageName))
        .map(TypeName::simple);
  }

  /// The packages of those that stand alone.
  Set<String> packages() {
    return packages;
  }
}
