package org.jlanes.magics.general;

import java.nio.file.Path;
import org.jlanes.runtime.scope.ChildEnvironment;

/// A path that somebody typed behind a magic, where no shell has put in the home folder for `~`.
public final class UserPath {
  private UserPath() {}

  /// The path, absolute.
  public static Path of(String typed) {
    boolean inHome = typed.equals("~") || typed.startsWith("~/");
    Path path =
        inHome
            ? ChildEnvironment.home().resolve(typed.substring(Math.min(2, typed.length())))
            : Path.of(typed);
    return path.toAbsolutePath().normalize();
  }
}
