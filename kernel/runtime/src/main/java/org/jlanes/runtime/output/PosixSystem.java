package org.jlanes.runtime.output;

/// Whether there is anything behind [Posix], which cannot even be loaded where there is not.
final class PosixSystem {
  private PosixSystem() {}

  /// Whether this system has descriptors as POSIX means them.
  static boolean available() {
    return !System.getProperty("os.name").startsWith("Windows");
  }
}
