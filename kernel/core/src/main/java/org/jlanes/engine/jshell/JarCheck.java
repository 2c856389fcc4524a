package org.jlanes.engine.jshell;

import java.io.IOException;
import java.nio.file.Path;
import java.util.zip.ZipFile;

/// Whether a file can serve as a jar.
final class JarCheck {
  private JarCheck() {}

  /// What is wrong with a file, or null if it can be read as a jar.
  static String problemOf(Path jar) {
    try (ZipFile file = new ZipFile(jar.toFile())) {
      return file.size() == 0 ? "the jar is empty" : null;
    } catch (IOException e) {
      return "it cannot be read as a jar (" + e.getMessage() + ")";
    }
  }
}
