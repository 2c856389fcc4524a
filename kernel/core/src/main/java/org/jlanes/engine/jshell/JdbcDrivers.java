package org.jlanes.engine.jshell;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// Makes the database drivers of jars known that are added later: `java.sql.DriverManager` looks
/// for drivers only once, when it is first used, and has no suitable one afterwards.
final class JdbcDrivers {
  private static final String SERVICES = "META-INF/services/java.sql.Driver";

  private JdbcDrivers() {}

  /// Lets the drivers of some entries register themselves. Runs their code on the calling thread.
  ///
  /// @param added entries that are on the class path of `loader` now
  static void register(List<Path> added, ClassLoader loader) {
    for (Path entry : added) {
      names(entry).forEach(name -> initialize(name, loader));
    }
  }

  private static void initialize(String name, ClassLoader loader) {
    try {
      Class<?> unused = Class.forName(name, true, loader);
    } catch (ClassNotFoundException | LinkageError e) {
      // As DriverManager does: another driver may be the one that is wanted. Who asks for this one
      // by name hears of it.
    }
  }

  private static List<String> names(Path entry) {
    try (URLClassLoader only = new URLClassLoader(new URL[] {entry.toUri().toURL()}, null)) {
      URL services = only.findResource(SERVICES);
      if (services == null) {
        return List.of();
      }
      try (BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(services.openStream(), StandardCharsets.UTF_8))) {
        return lines
            .lines()
            .map(line -> line.replaceFirst("#.*", "").strip())
            .filter(line -> !line.isEmpty())
            .toList();
      }
    } catch (IOException e) {
      // The jar was readable a moment ago, and whoever loads a class from it will say what is
      // wrong.
      return List.of();
    }
  }
}
