package org.jlanes.lanes.nativecode;

import java.util.Set;
import javax.lang.model.SourceVersion;

/// Java names for C names: the same, unless Java reserves the word, or for a function the name of
/// one of the methods that each class inherits.
final class JavaNames {
  /// Those that a static method without parameters, or with numbers, would hide or override.
  private static final Set<String> INHERITED =
      Set.of(
          "clone", "finalize", "getClass", "hashCode", "notify", "notifyAll", "toString", "wait");

  private JavaNames() {}

  /// The C name, with an underscore behind it if it is a Java keyword.
  static String of(String cName) {
    return SourceVersion.isKeyword(cName) || cName.equals("_") ? cName + "_" : cName;
  }

  /// The same for the name of a function, which becomes a static method.
  static String ofFunction(String cName) {
    return INHERITED.contains(cName) ? cName + "_" : of(cName);
  }
}
