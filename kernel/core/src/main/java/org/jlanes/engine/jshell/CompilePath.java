package org.jlanes.engine.jshell;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jlanes.runtime.display.Display;

/// Finds what cells compile against: the jars in the folder `api` of the distribution, which hold
/// the public packages only.
final class CompilePath {
  /// Overrides the search: entries separated as in a class path.
  private static final String PROPERTY = "jlanes.api";

  private CompilePath() {}

  static List<Path> find() {
    String given = System.getProperty(PROPERTY);
    if (given != null) {
      return Pattern.compile(Pattern.quote(File.pathSeparator))
          .splitAsStream(given)
          .map(Path::of)
          .toList();
    }
    Path own = locationOf(CompilePath.class);
    Path api = own.resolveSibling("../api").normalize();
    if (own.toString().endsWith(".jar") && Files.isDirectory(api)) {
      try (Stream<Path> jars = Files.list(api)) {
        return jars.filter(jar -> jar.toString().endsWith(".jar")).sorted().toList();
      } catch (java.io.IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
    // Not a distribution but a build: the classes themselves.
    return List.of(locationOf(Display.class));
  }

  private static Path locationOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
