package org.jlanes.session.history;

import java.lang.System.Logger.Level;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Chooses where the history is kept: the folder named by `JLANES_HISTORY`, or nowhere if that is
/// `off`, or else `$XDG_DATA_HOME/jlanes/history`, which is by default below `~/.local/share`.
///
/// @see <a href="https://specifications.freedesktop.org/basedir-spec/latest/">XDG base
///   directories</a>
public final class Histories {
  private static final System.Logger LOG = System.getLogger(Histories.class.getName());

  private Histories() {}

  /// The history of a new session. Touches no disk before the first cell.
  ///
  /// @param environment the process's environment
  /// @param home the user's home folder
  public static History open(Map<String, String> environment, String home) {
    return folder(environment, home)
        .<History>map(
            folder -> new StoredHistory(new SessionFiles(folder, SessionFiles.Limits.USUAL)))
        .orElseGet(MemoryHistory::new);
  }

  static Optional<Path> folder(Map<String, String> environment, String home) {
    String chosen = environment.getOrDefault("JLANES_HISTORY", "").strip();
    if (chosen.equalsIgnoreCase("off")) {
      return Optional.empty();
    }
    try {
      if (!chosen.isEmpty()) {
        return Optional.of(Path.of(chosen).toAbsolutePath());
      }
      String data = environment.getOrDefault("XDG_DATA_HOME", "");
      // The specification wants relative paths to be ignored.
      Path base =
          !data.isBlank() && Path.of(data).isAbsolute()
              ? Path.of(data)
              : Path.of(home, ".local", "share");
      return Optional.of(base.resolve("jlanes").resolve("history"));
    } catch (InvalidPathException e) {
      LOG.log(Level.WARNING, "the history is not kept: no folder can have this name", e);
      return Optional.empty();
    }
  }
}
