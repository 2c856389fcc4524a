package org.jlanes.runtime.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class TemporaryFolderTest {
  @Test
  void foldersAreTheUsersOwnAndLeaveNothing() throws Exception {
    Path one = TemporaryFolder.create("a-");
    Path two = TemporaryFolder.create("a-");
    assertNotEquals(one, two);
    for (Path each : List.of(one, one.getParent())) {
      assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(each)));
    }
    Files.writeString(Files.createDirectory(two.resolve("below")).resolve("file"), "text");
    TemporaryFolder.delete(two);
    assertFalse(Files.exists(two));
    assertTrue(Files.exists(one), "only what it was told");
    TemporaryFolder.delete(one);
    assertFalse(Files.exists(one));
  }

  @Test
  void theEndRemovesWhatIsStillThere() throws Exception {
    Path folder = TemporaryFolder.create("b-");
    Path socket = TemporaryFolder.createForSocket("s");
    Files.writeString(folder.resolve("file"), "text");
    TemporaryFolder.removeAll();
    assertFalse(Files.exists(folder) || Files.exists(socket));
    assertFalse(Files.exists(TemporaryFolder.path()));
  }

  @Test
  void theFolderOfASocketIsShortEnough() throws Exception {
    Path socket = TemporaryFolder.createForSocket("s");
    TemporaryFolder.delete(socket);
    assertTrue(socket.resolve("s").toString().length() <= 100, socket.toString());
  }

  /// The folder around them goes with the last one, and must come back for the next.
  @Test
  void makingAndRemovingAtOnceDoNotDisturbEachOther() throws Exception {
    Callable<Void> task =
        () -> {
          for (int i = 0; i < 200; i++) {
            Path folder = TemporaryFolder.create("c-");
            Files.writeString(folder.resolve("file"), "text");
            TemporaryFolder.delete(folder);
          }
          return null;
        };
    try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
      for (Future<Void> each : pool.invokeAll(IntStream.range(0, 4).mapToObj(_ -> task).toList())) {
        assertEquals(null, each.get());
      }
    }
  }
}
