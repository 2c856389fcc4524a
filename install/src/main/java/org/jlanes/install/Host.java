package org.jlanes.install;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The machine as a command sees it: environment, operating system, folders, terminal. Immutable;
/// tests make their own.
///
/// @param environment the environment variables
/// @param os the system property `os.name`
/// @param directory the working directory, absolute
/// @param terminal where the command writes
public record Host(Map<String, String> environment, String os, Path directory, Terminal terminal) {
  /// Copies the environment.
  public Host {
    environment = Map.copyOf(environment);
  }

  /// This process's machine.
  public static Host current() {
    return new Host(
        System.getenv(),
        System.getProperty("os.name"),
        Path.of("").toAbsolutePath(),
        Terminal.system());
  }

  /// An environment variable; an empty one counts as unset, as it does for Jupyter.
  public Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
  }

  /// The home folder. `HOME` comes first, as for Jupyter; `user.home` ignores it.
  public Path home() {
    return Path.of(variable("HOME").orElseGet(() -> System.getProperty("user.home")));
  }

  /// Whether this is macOS.
  public boolean mac() {
    return os.startsWith("Mac");
  }

  /// Whether this is Windows.
  public boolean windows() {
    return os.startsWith("Windows");
  }

  /// Resolves a path that the user typed.
  public Path resolve(String typed) {
    if (typed.equals("~") || typed.startsWith("~/")) {
      return home().resolve(typed.substring(Math.min(2, typed.length()))).normalize();
    }
    return directory.resolve(typed).normalize();
  }

  /// The first executable file of one of these names on the `PATH`, the names in order of
  /// preference.
  public Optional<Path> find(String... names) {
    return Arrays.stream(names).flatMap(this::onPath).findFirst();
  }

  /// Whether a browser could be opened: there is a terminal and, on Linux, a display.
  public boolean canOpenBrowser() {
    return terminal.interactive()
        && (mac()
            || windows()
            || variable("DISPLAY").isPresent()
            || variable("WAYLAND_DISPLAY").isPresent());
  }

  private Stream<Path> onPath(String name) {
    return Arrays.stream(variable("PATH").orElse("").split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> directory.resolve(folder).resolve(name))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file));
  }
}
