package org.jlanes.lanes.nativecode;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The bounds of the folder of compiled libraries.
final class CacheTrimTest {
  @TempDir private Path folder;

  private static String library(int n) {
    return "%032x.so".formatted(n);
  }

  private Path file(String name, int bytes, Duration age) throws IOException {
    return aged(Files.write(folder.resolve(name), new byte[bytes]), age);
  }

  private static Path aged(Path file, Duration age) throws IOException {
    return Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
  }

  private Set<String> left() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(f -> f.getFileName().toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private void trim(int libraries, long bytes) {
    new CacheTrim(libraries, bytes).run(new LibraryCache(folder));
  }

  @Test
  void theLibrariesUsedLastAreKeptUpToTheirNumber() throws Exception {
    for (int n = 0; n < 5; n++) {
      file(library(n), 10, Duration.ofMinutes(n == 3 ? 0 : 10 - n));
    }
    trim(2, 1000);
    assertEquals(Set.of(library(3), library(4)), left());
  }

  @Test
  void theLibrariesUsedLastAreKeptUpToTheirSizeAndTheNewestAlways() throws Exception {
    file(library(1), 60, Duration.ofMinutes(1));
    file(library(2), 60, Duration.ofMinutes(2));
    file(library(3), 60, Duration.ofMinutes(3));
    trim(10, 130);
    assertEquals(Set.of(library(1), library(2)), left());
    trim(10, 5);
    assertEquals(Set.of(library(1)), left());
  }

  @Test
  void messagesGoWithTheirLibrary() throws Exception {
    String messages = library(2).replace(".so", ".txt");
    file(library(1), 10, Duration.ofMinutes(1));
    file(library(2), 10, Duration.ofMinutes(2));
    file(messages, 10, Duration.ofMinutes(2));
    trim(2, 30);
    assertEquals(Set.of(library(1), library(2), messages), left());
    trim(2, 29);
    assertEquals(Set.of(library(1)), left());
  }

  @Test
  void whatIsNotOursByNameStays() throws Exception {
    Duration old = Duration.ofDays(400);
    Set<String> foreign =
        Set.of("notes.txt", "libm.so", "g".repeat(32) + ".so", library(1) + ".bak", "build-x");
    for (String name : foreign) {
      file(name, 100, old);
    }
    Files.createDirectory(folder.resolve(library(7)));
    file(library(2), 10, Duration.ZERO);
    trim(1, 1);
    Set<String> expected = new TreeSet<>(foreign);
    expected.addAll(Set.of(library(7), library(2)));
    assertEquals(expected, left());
  }

  @Test
  void foldersOfKilledCompilationsGoAfterADay() throws Exception {
    for (String name : Set.of("build-1", "build-2")) {
      Files.writeString(Files.createDirectory(folder.resolve(name)).resolve("cell.c"), "int x;");
    }
    aged(folder.resolve("build-1"), Duration.ofHours(25));
    aged(folder.resolve("build-2"), Duration.ofHours(23));
    trim(10, 1000);
    assertEquals(Set.of("build-2"), left());
  }

  @Test
  void aFolderThatIsNotThereIsNoFailure() {
    new CacheTrim(1, 1).run(new LibraryCache(folder.resolve("absent")));
  }
}
