package org.jlanes.runtime.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which folders are removed, and what is never touched.
final class OwnedFolderTest {
  @TempDir private Path root;

  @BeforeEach
  void linux() {
    assumeTrue(Files.isWritable(Path.of("/dev/shm")), "no /dev/shm");
  }

  /// A name in which one part is another one: 1 the process, 2 its start, 3 the namespace.
  private static String name(int part, long value) throws IOException {
    String[] parts = OwnedFolder.name().split("-");
    parts[part] = Long.toString(value);
    return String.join("-", parts);
  }

  private Set<String> swept() throws IOException {
    OwnedFolder.sweep(root);
    try (Stream<Path> left = Files.list(root)) {
      return left.map(p -> p.getFileName().toString()).collect(Collectors.toSet());
    }
  }

  private static long endedProcess() throws Exception {
    Process process = new ProcessBuilder("true").start();
    process.waitFor();
    return process.pid();
  }

  @Test
  void theFolderOfADeadProcessIsRemovedWithItsFiles() throws Exception {
    Path dead = Files.createDirectory(root.resolve(name(1, endedProcess())));
    Files.writeString(dead.resolve("k1"), "left");
    Files.writeString(Files.createDirectories(dead.resolve("a/b")).resolve("c"), "left");
    assertEquals(Set.of(), swept());
  }

  @Test
  void aProcessThatHasTheIdOfADeadOneDoesNotKeepItsFolder() throws Exception {
    Files.createDirectory(root.resolve(name(2, 1)));
    assertEquals(Set.of(), swept());
  }

  @Test
  void whatIsOrMayBeInUseIsKept() throws Exception {
    String living = OwnedFolder.name();
    String elsewhere = name(3, 1);
    String other = "jlanes-12345";
    for (String name : Set.of(living, elsewhere, other)) {
      Files.createDirectory(root.resolve(name));
    }
    assertEquals(Set.of(living, elsewhere, other), swept());
  }

  @Test
  void aProcessThatEndsRemovesItsOwnAndNoOthers() throws Exception {
    String own = OwnedFolder.name();
    String sameId = name(2, 1);
    String elsewhere = name(3, 1);
    for (String name : Set.of(own, sameId, elsewhere)) {
      Files.createDirectory(root.resolve(name));
    }
    Files.writeString(root.resolve(own).resolve("w1"), "left");
    OwnedFolder.removeOwn(root);
    assertFalse(Files.exists(root.resolve(own)));
    assertTrue(Files.exists(root.resolve(sameId)) && Files.exists(root.resolve(elsewhere)));
  }

  @Test
  void aLinkIsNeitherFollowedNorRemoved(@TempDir Path precious) throws Exception {
    Path file = Files.writeString(precious.resolve("k1"), "mine");
    String name = name(1, endedProcess());
    Files.createSymbolicLink(root.resolve(name), precious);
    assertEquals(Set.of(name), swept());
    assertTrue(Files.exists(file));
  }
}
