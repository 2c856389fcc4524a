package org.jlanes.runtime.scope;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

/// The environment variables that processes started from the notebook get: this process's own, with
/// the changes that `%env` has made. A JVM's own environment is a copy made at its start, which
/// nothing can change: `System.getenv` stays as it was.
///
/// One per process, as the environment itself is. May be used by any thread.
public final class ChildEnvironment {
  private static final Map<String, String> CHANGES = new ConcurrentSkipListMap<>();

  private ChildEnvironment() {}

  /// Sets a variable for the processes that are started from now on.
  ///
  /// @throws IllegalArgumentException if the name is empty or has a `=` in it, or there is a NUL
  public static void set(String name, String value) {
    if (name.isEmpty() || name.contains("=") || name.contains("\0") || value.contains("\0")) {
      throw new IllegalArgumentException("not a legal environment variable: " + name);
    }
    CHANGES.put(name, value);
  }

  /// A variable as children see it; null if it is not set.
  public static String get(String name) {
    String changed = CHANGES.get(name);
    return changed != null ? changed : System.getenv(name);
  }

  /// What has been set, by name. A snapshot.
  public static Map<String, String> changes() {
    return Collections.unmodifiableMap(new TreeMap<>(CHANGES));
  }

  /// Everything that children see, by name. A snapshot.
  public static Map<String, String> all() {
    Map<String, String> all = new TreeMap<>(System.getenv());
    all.putAll(CHANGES);
    return Collections.unmodifiableMap(all);
  }

  /// The home folder: `HOME` as children see it, which `user.home` ignores; that only where there
  /// is none.
  public static Path home() {
    String home = get("HOME");
    return Path.of(home == null || home.isBlank() ? System.getProperty("user.home") : home);
  }

  /// The first executable file of this name on the `PATH` as children see it. Starting a process by
  /// its bare name would look on the `PATH` of this process.
  public static Optional<Path> program(String name) {
    String path = get("PATH");
    return Stream.of(path == null ? new String[0] : path.split(File.pathSeparator))
        .map(folder -> Path.of(folder).resolve(name).toAbsolutePath())
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }

  /// Gives a process that is about to be started these variables.
  public static void applyTo(ProcessBuilder builder) {
    builder.environment().putAll(CHANGES);
  }
}
