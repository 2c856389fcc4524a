package org.jlanes.runtime.envelope;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// When folders in shared memory are made.
final class SharedBlocksTest {
  @BeforeEach
  void linux() {
    assumeTrue(Files.isWritable(Path.of("/dev/shm")), "no /dev/shm");
  }

  @Test
  void aFolderIsMadeForTheFirstBlockAndForNobodyElse() throws Exception {
    Path folder;
    try (SharedBlocks shared = SharedBlocks.create().orElseThrow()) {
      folder = shared.folder();
      assertFalse(Files.exists(folder), "nothing has been sent");
      SharedBlocks other = SharedBlocks.join(folder.toString());
      MemorySegment block = MemorySegment.ofArray(new byte[2 << 20]);
      assertTrue(other.put(block).isPresent() && shared.put(block).isPresent());
      assertEquals(
          PosixFilePermissions.fromString("rwx------"),
          Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS));
    }
    assertFalse(Files.exists(folder));
  }

  @Test
  void nothingIsPutIntoAFolderThatWasClosed() throws Exception {
    SharedBlocks shared = SharedBlocks.create().orElseThrow();
    shared.close();
    assertTrue(shared.put(MemorySegment.ofArray(new byte[2 << 20])).isEmpty());
    assertFalse(Files.exists(shared.folder()));
  }
}
