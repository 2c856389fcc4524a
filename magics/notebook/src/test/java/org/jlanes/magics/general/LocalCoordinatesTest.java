package org.jlanes.magics.general;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jlanes.runtime.magic.MagicCompletion;
import org.jlanes.runtime.magic.MagicCompletion.Candidate;
import org.jlanes.runtime.magic.MagicDraft;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Coordinates of what a local repository has.
final class LocalCoordinatesTest {
  @TempDir Path repository;

  @BeforeEach
  void fill() throws IOException {
    for (String artifact :
        List.of(
            "com/google/code/gson/gson/2.9.0/gson-2.9.0.pom",
            "com/google/code/gson/gson/2.10.1/gson-2.10.1.pom",
            "com/google/guava/guava/33.0-jre/guava-33.0-jre.pom",
            "com/google/guava/guava-parent/33/guava-parent-33.pom",
            "org/slf4j/slf4j-api/2.0/slf4j-api-2.0.pom",
            "junit/junit/4.13/junit-4.13.pom")) {
      Path file = repository.resolve(artifact);
      Path _ = Files.createDirectories(file.getParent());
      Path _ = Files.createFile(file);
    }
  }

  private List<String> complete(String header, String replaced) {
    String cell = "%maven " + header;
    MagicDraft draft =
        new MagicDraft("maven", false, cell, 6, cell.length(), cell.length(), cell.length());
    MagicCompletion found = LocalCoordinates.complete(draft, cell.length(), repository);
    assertEquals(replaced, cell.substring(found.start()));
    return found.candidates().stream().map(Candidate::text).toList();
  }

  @Test
  void aGroupIsCompletedPartByPart() {
    assertEquals(List.of("com."), complete("co", "co"));
    assertEquals(List.of("google."), complete("com.goo", "goo"));
    assertEquals(List.of("code.", "guava:"), complete("com.google.", ""));
    assertEquals(List.of("junit:"), complete("org.slf4j:slf4j-api:2.0 ju", "ju"));
  }

  @Test
  void artifactsAndVersionsAreThoseThatAreThere() {
    assertEquals(List.of("guava:", "guava-parent:"), complete("com.google.guava:gu", "gu"));
    assertEquals(List.of("2.10.1", "2.9.0"), complete("com.google.code.gson:gson:", ""));
    assertEquals(List.of("2.9.0"), complete("com.google.code.gson:gson:2.9", "2.9"));
    assertEquals(List.of(), complete("no.such.group:x", "x"));
    assertEquals(List.of(), complete("a:b:c:d", ""));
  }
}
