package org.jlanes.lanes.nativecode;

import java.nio.file.Path;
import java.util.Map;
import org.jlanes.runtime.scope.ChildEnvironment;

/// The folder of compiled libraries, one file per digest of everything that went into it. Shared by
/// all processes of a user: a worker finds there what the kernel compiled. Files appear under their
/// name complete or not at all.
///
/// @param folder where the libraries are
/// @see <a href="https://specifications.freedesktop.org/basedir-spec/latest/">XDG base
///   directories</a>
public record LibraryCache(Path folder) {
  /// The cache of the user who runs this process: `$XDG_CACHE_HOME/jlanes/native`, by default below
  /// `~/.cache`, on macOS below `~/Library/Caches`.
  public static LibraryCache ofUser() {
    return of(
        ChildEnvironment.all(), System.getProperty("os.name"), System.getProperty("user.home"));
  }

  static LibraryCache of(Map<String, String> environment, String os, String home) {
    String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
    Path base;
    if (!xdg.isBlank() && Path.of(xdg).isAbsolute()) {
      base = Path.of(xdg);
    } else if (os.startsWith("Mac")) {
      base = Path.of(home, "Library", "Caches");
    } else {
      base = Path.of(home, ".cache");
    }
    return new LibraryCache(base.resolve("jlanes").resolve("native"));
  }

  /// The library's file, whether it exists or not.
  public Path library(String digest) {
    return folder.resolve(digest + suffix());
  }

  /// What the compiler said when it made the library, if it warned.
  Path messages(String digest) {
    return folder.resolve(digest + ".txt");
  }

  static String suffix() {
    String os = System.getProperty("os.name");
    return os.startsWith("Mac") ? ".dylib" : os.startsWith("Windows") ? ".dll" : ".so";
  }
}
