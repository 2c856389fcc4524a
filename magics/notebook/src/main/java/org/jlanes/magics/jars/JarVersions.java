package org.jlanes.magics.jars;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/// Which versions of what stand on a class path: what `%maven` has put there, and of other jars
/// what Maven wrote into them. Any thread.
final class JarVersions {
  private static final System.Logger LOG = System.getLogger(JarVersions.class.getName());

  private final Map<Path, Optional<Coordinates>> known = new ConcurrentHashMap<>();

  /// Takes down what a jar is.
  void remember(Path jar, Coordinates coordinates) {
    known.put(jar, Optional.of(coordinates));
  }

  /// What a jar is, or empty where nobody knows.
  Optional<Coordinates> of(Path jar) {
    return known.computeIfAbsent(jar, JarVersions::read);
  }

  /// What stands on a class path, by [Coordinates#key]; of several versions the first, whose
  /// classes are found.
  Map<String, Coordinates> on(List<Path> classPath) {
    Map<String, Coordinates> all = new LinkedHashMap<>();
    classPath.forEach(entry -> of(entry).ifPresent(one -> all.putIfAbsent(one.key(), one)));
    return all;
  }

  private static Optional<Coordinates> read(Path jar) {
    if (!Files.isRegularFile(jar)) {
      return Optional.empty();
    }
    List<Coordinates> written = new ArrayList<>();
    try (JarFile file = new JarFile(jar.toFile())) {
      for (JarEntry entry : file.stream().toList()) {
        if (entry.getName().matches("META-INF/maven/[^/]+/[^/]+/pom\\.properties")) {
          Properties properties = new Properties();
          try (InputStream in = file.getInputStream(entry)) {
            properties.load(in);
          }
          written.add(
              new Coordinates(
                  properties.getProperty("groupId", ""),
                  properties.getProperty("artifactId", ""),
                  "jar",
                  "",
                  properties.getProperty("version", "")));
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      // Whether it can be a jar at all is said where it is added.
      LOG.log(System.Logger.Level.DEBUG, "what " + jar + " is cannot be read", e);
      return Optional.empty();
    }
    // One that holds others brings their properties too; its name says which are its own.
    String name = jar.getFileName().toString();
    return written.size() == 1
        ? Optional.of(written.getFirst())
        : written.stream()
            .filter(one -> name.equals(one.artifact() + "-" + one.version() + ".jar"))
            .findFirst();
  }
}
