package org.jlanes.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/// A Maven repository in a folder, with artifacts that a test makes. For one thread.
final class TestRepository {
  private final Path folder;

  TestRepository(Path folder) {
    this.folder = folder;
  }

  Path folder() {
    return folder;
  }

  String url() {
    return folder.toUri().toString();
  }

  /// Publishes a jar and its POM.
  ///
  /// @param coordinates `group:artifact:version`
  /// @param needs the same, with a scope behind a further colon if it is not `compile`
  TestRepository publish(String coordinates, String... needs) throws IOException {
    StringBuilder dependencies = new StringBuilder();
    for (String need : needs) {
      String[] parts = need.split(":");
      dependencies.append(
          "<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version><scope>%s</scope></dependency>"
              .formatted(parts[0], parts[1], parts[2], parts.length > 3 ? parts[3] : "compile"));
    }
    String[] parts = coordinates.split(":");
    Files.createDirectories(file(coordinates, "").getParent());
    Files.writeString(
        file(coordinates, ".pom"),
        """
        <project><modelVersion>4.0.0</modelVersion>
        <groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version>
        <dependencies>%s</dependencies></project>
        """
            .formatted(parts[0], parts[1], parts[2], dependencies));
    jar(coordinates, ".jar");
    return this;
  }

  /// Puts a jar beside one that was published, `-classifier.jar`.
  void jar(String coordinates, String suffix) throws IOException {
    try (var out = new JarOutputStream(Files.newOutputStream(file(coordinates, suffix)))) {
      out.putNextEntry(new JarEntry("of.txt"));
      out.write((coordinates + suffix).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
  }

  /// Lists the versions of an artifact, the newest last.
  void versions(String group, String artifact, String... versions) throws IOException {
    Path folderOfAll = folder.resolve(group.replace('.', '/')).resolve(artifact);
    Files.createDirectories(folderOfAll);
    String newest = versions[versions.length - 1];
    Files.writeString(
        folderOfAll.resolve("maven-metadata.xml"),
        """
        <metadata><groupId>%s</groupId><artifactId>%s</artifactId><versioning>
        <latest>%s</latest><release>%s</release>
        <versions><version>%s</version></versions></versioning></metadata>
        """
            .formatted(
                group, artifact, newest, newest, String.join("</version><version>", versions)));
  }

  /// A file of an artifact.
  Path file(String coordinates, String suffix) {
    String[] parts = coordinates.split(":");
    return folder
        .resolve(parts[0].replace('.', '/'))
        .resolve(parts[1])
        .resolve(parts[2])
        .resolve(parts[1] + "-" + parts[2] + suffix);
  }
}
