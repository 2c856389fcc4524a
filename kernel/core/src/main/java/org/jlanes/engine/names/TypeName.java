package org.jlanes.engine.names;

import java.util.Comparator;

/// A type that could be imported, if it is public.
///
/// @param qualifier its package, and behind that the types around it: `java.util`, `java.util.Map`
/// @param simple its simple name
/// @param kind where it comes from
/// @param nested whether it stands in another type
public record TypeName(String qualifier, String simple, Kind kind, boolean nested) {
  /// Where types come from, those first that are meant most often.
  public enum Kind {
    /// The package that every notebook uses, and those below it.
    JAVA_UTIL,
    /// The other packages of Java itself.
    JAVA,
    /// Jars and class folders of the notebook.
    USER,
    /// Java's extensions, and what it has from other standards.
    JAVAX,
    /// The public interface of JLanes.
    KERNEL,
    /// What else the JDK exports: interfaces of its tools.
    OTHER;

    static Kind ofJdk(String packageName) {
      if (packageName.equals("java.util") || packageName.startsWith("java.util.")) {
        return JAVA_UTIL;
      }
      if (packageName.startsWith("java.")) {
        return JAVA;
      }
      return packageName.matches("(?:javax|org\\.w3c|org\\.xml)\\..*") ? JAVAX : OTHER;
    }
  }

  /// The likeliest first: kinds in their order, types that stand alone before nested ones, short
  /// packages before those below them.
  public static final Comparator<TypeName> LIKELIEST =
      Comparator.comparing(TypeName::kind)
          .thenComparing(TypeName::nested)
          .thenComparingLong(t -> t.qualifier.chars().filter(c -> c == '.').count())
          .thenComparing(TypeName::full);

  /// The name that an import gives.
  public String full() {
    return qualifier + "." + simple;
  }

  /// The import.
  public String declaration() {
    return "import " + full() + ";";
  }

  /// Types of one rank are equally likely: Java's own and those of the notebook's jars, then
  /// `javax` and JLanes, then the others; nested ones later.
  int rank() {
    int group =
        switch (kind) {
          case JAVA_UTIL, JAVA, USER -> 0;
          case JAVAX, KERNEL -> 1;
          case OTHER -> 2;
        };
    return 2 * group + (nested ? 1 : 0);
  }
}
