package org.jlanes.lanes.nativecode;

import javax.lang.model.SourceVersion;

/// Java names for C names: the same, unless Java reserves the word.
final class JavaNames {
  private JavaNames() {}

  /// The C name, with an underscore behind it if it is a Java keyword.
  static String of(String cName) {
    return SourceVersion.isKeyword(cName) || cName.equals("_") ? cName + "_" : cName;
  }
}
