package org.jlanes.kernel;

import java.nio.file.Path;
import java.util.Map;

/// Where JLanes keeps what outlives a process but is no setting.
///
/// @see <a href="https://specifications.freedesktop.org/basedir-spec/latest/">XDG base
///   directories</a>
final class StateFolder {
  private StateFolder() {}

  /// `$XDG_STATE_HOME/jlanes`, by default `~/.local/state/jlanes`.
  static Path of(Map<String, String> environment, String home) {
    String xdg = environment.getOrDefault("XDG_STATE_HOME", "");
    Path base =
        !xdg.isBlank() && Path.of(xdg).isAbsolute()
            ? Path.of(xdg)
            : Path.of(home, ".local", "state");
    return base.resolve("jlanes");
  }
}
