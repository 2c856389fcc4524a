package org.jlanes.runtime.scope;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.jlanes.runtime.system.TemporaryFolder;

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

  /// Gives a process that is about to be started these variables, and the mark by which it is found
  /// when this process has ended.
  public static void applyTo(ProcessBuilder builder) {
    builder.environment().putAll(CHANGES);
    builder.environment().put(TemporaryFolder.VARIABLE, TemporaryFolder.path().toString());
  }

  /// A start of processes.
  ///
  /// @param <T> what it gives
  @FunctionalInterface
  public interface Start<T> {
    /// Starts them.
    T run() throws IOException;
  }

  /// Starts processes with the mark by which they are found when this process has ended. The
  /// builders' own environments are as before when it returns.
  public static <T> T marked(List<ProcessBuilder> builders, Start<T> start) throws IOException {
    String mark = TemporaryFolder.path().toString();
    List<String> before = new ArrayList<>();
    for (ProcessBuilder each : builders) {
      before.add(each.environment().put(TemporaryFolder.VARIABLE, mark));
    }
    try {
      return start.run();
    } finally {
      // Backwards: one builder may be there twice.
      for (int i = before.size() - 1; i >= 0; i--) {
        Map<String, String> environment = builders.get(i).environment();
        if (before.get(i) == null) {
          environment.remove(TemporaryFolder.VARIABLE);
        } else {
          environment.put(TemporaryFolder.VARIABLE, before.get(i));
        }
      }
    }
  }

  /// An environment as `Runtime.exec` takes it, with the same mark.
  ///
  /// @param given as `Runtime.exec` was given it; null for this process's own
  public static String[] marked(String[] given) {
    Stream<String> variables =
        given == null
            ? System.getenv().entrySet().stream().map(e -> e.getKey() + "=" + e.getValue())
            : Stream.of(given);
    return Stream.concat(
            variables, Stream.of(TemporaryFolder.VARIABLE + "=" + TemporaryFolder.path()))
        .toArray(String[]::new);
  }
}
