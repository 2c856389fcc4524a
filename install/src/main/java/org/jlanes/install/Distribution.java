package org.jlanes.install;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The built program: a folder with `jlanes-kernel.jar`, `jlanes-worker.jar`, `jlanes.jar`, `lib/`,
/// `api/` and `maven/`.
///
/// @param folder the folder, absolute
public record Distribution(Path folder) {
  /// What a complete one holds.
  private static final List<String> PARTS =
      List.of("jlanes-kernel.jar", "jlanes-worker.jar", "jlanes.jar", "lib", "api", "maven");

  /// The distribution that this class was loaded from, or the one that the system property
  /// `jlanes.dist` names.
  ///
  /// @throws CommandException if there is none, or a part of it is missing
  public static Distribution current() throws CommandException {
    String named = System.getProperty("jlanes.dist");
    Distribution found = new Distribution(named == null ? own() : Path.of(named).toAbsolutePath());
    List<String> missing =
        PARTS.stream().filter(part -> !Files.exists(found.folder.resolve(part))).toList();
    if (!missing.isEmpty()) {
      throw new CommandException(
          "the build in " + found.folder + " is not complete: no " + String.join(", ", missing),
          "Build again, in the repository: mvn -q -DskipTests package");
    }
    return found;
  }

  private static Path own() {
    try {
      // …/lib/jlanes-install.jar
      Path jar =
          Path.of(Distribution.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return jar.getParent().getParent();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the jar of this class has no path", e);
    }
  }

  /// The jar that runs the kernel.
  public Path kernelJar() {
    return folder.resolve("jlanes-kernel.jar");
  }

  /// The jar that runs in worker processes.
  Path workerJar() {
    return folder.resolve("jlanes-worker.jar");
  }

  /// The version in the jar's manifest; `development` where there is none.
  public static String version() {
    String version = Distribution.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  /// The `java` of the JVM that runs this command: a JDK 25, because the script chose it.
  public static Path java() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }
}
