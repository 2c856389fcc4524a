package org.jlanes.runtime.envelope;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jlanes.runtime.envelope.Envelope.ShippedItem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// When files in shared memory are made, used again, and given back.
final class SharedBlocksTest {
  private static final int MEGABYTE = 1 << 20;

  private SharedBlocks writer;
  private SharedBlocks reader;

  @BeforeEach
  void linux() {
    assumeTrue(Files.isWritable(Path.of("/dev/shm")), "no /dev/shm");
    writer = SharedBlocks.create().orElseThrow();
    reader = SharedBlocks.join(writer.folder().toString());
  }

  @AfterEach
  void close() {
    if (writer != null) {
      writer.close();
    }
  }

  private static MemorySegment block(int megabytes, int value) {
    return MemorySegment.ofArray(new byte[megabytes * MEGABYTE]).fill((byte) value);
  }

  private static int last(SharedBlocks.Taken taken) {
    return taken.block().get(ValueLayout.JAVA_BYTE, taken.block().byteSize() - 1);
  }

  private String put(MemorySegment block) {
    return put(writer, block);
  }

  private static String put(SharedBlocks to, MemorySegment block) {
    Filling filling = to.put(block).orElseThrow();
    filling.fill();
    return filling.name();
  }

  private List<String> files() {
    return List.of(writer.folder().toFile().list());
  }

  @Test
  void aFolderIsMadeForTheFirstBlockAndForNobodyElse() throws Exception {
    assertFalse(Files.exists(writer.folder()), "nothing has been sent");
    assertNotEquals(put(reader, block(2, 1)), put(block(2, 1)));
    assertEquals(
        PosixFilePermissions.fromString("rwx------"),
        Files.getPosixFilePermissions(writer.folder(), LinkOption.NOFOLLOW_LINKS));
    writer.close();
    assertFalse(Files.exists(writer.folder()));
  }

  @Test
  void nothingIsPutIntoAFolderThatWasClosed() {
    writer.close();
    assertTrue(writer.put(block(2, 1)).isEmpty());
    assertFalse(Files.exists(writer.folder()));
  }

  @Test
  void aFileIsUsedAgainWhenItsBlockIsReleasedAndNotBefore() throws Exception {
    String first = put(block(2, 1));
    SharedBlocks.Taken taken = reader.take(first, 2 * MEGABYTE);
    String second = put(block(2, 2));
    assertNotEquals(first, second);
    assertEquals(1, last(taken));
    taken.release().run();
    assertEquals(first, put(block(2, 3)));
    assertEquals(3, last(reader.take(first, 2 * MEGABYTE)));
    assertEquals(2, last(reader.take(second, 2 * MEGABYTE)));
  }

  @Test
  void aBlockThatIsReleasedTwiceIsReleasedOnce() throws Exception {
    SharedBlocks.Taken taken = reader.take(put(block(2, 1)), 2 * MEGABYTE);
    taken.release().run();
    String again = put(block(2, 2));
    taken.release().run();
    assertNotEquals(again, put(block(2, 3)), "the second block is still there");
  }

  @Test
  void theKernelWaitsForNoBlockOfAWorker() throws Exception {
    writer.take(put(reader, block(2, 1)), 2 * MEGABYTE).release().run();
    Filling filling = reader.put(block(2, 2)).orElseThrow();
    assertThrows(FrameException.class, () -> writer.take(filling.name(), 2 * MEGABYTE));
    filling.fill();
  }

  @Test
  void aSmallerBlockTakesTheSmallestFileThatHoldsIt() throws Exception {
    String large = put(block(40, 1));
    String small = put(block(4, 1));
    reader.take(large, 40 * MEGABYTE).release().run();
    reader.take(small, 4 * MEGABYTE).release().run();
    assertEquals(small, put(block(3, 1)));
    assertEquals(large, put(block(5, 1)));
  }

  @Test
  void whatIsFreeForLongIsGivenBackAlthoughTheOtherSideHasItMapped() throws Exception {
    String used = put(block(2, 1));
    SharedBlocks.Taken inUse = reader.take(used, 2 * MEGABYTE);
    String free = put(block(3, 1));
    reader.take(free, 3 * MEGABYTE).release().run();
    writer.giveBack(System.nanoTime() - WrittenBlocks.IDLE.toNanos());
    assertEquals(2, files().size(), "both were used just now");
    writer.giveBack(System.nanoTime());
    assertEquals(List.of(used), files());
    assertEquals(1, last(inUse));
    assertThrows(IOException.class, () -> reader.take(free, 3 * MEGABYTE));
    assertNotEquals(free, put(block(3, 1)));
  }

  @Test
  void noMoreIsKeptThanTheBound() throws Exception {
    try (SharedBlocks bounded = SharedBlocks.create(10L * MEGABYTE).orElseThrow()) {
      SharedBlocks other = SharedBlocks.join(bounded.folder().toString());
      List<String> names = new ArrayList<>();
      for (int megabytes : new int[] {2, 4, 6}) {
        String name = put(bounded, block(megabytes, 1));
        names.add(name);
        other.take(name, (long) megabytes * MEGABYTE).release().run();
      }
      assertEquals(Set.of(names.get(1), names.get(2)), Set.of(bounded.folder().toFile().list()));
    }
  }

  @Test
  void aBlockThatWasTakenCanBeReadWhenTheFolderIsClosed() throws Exception {
    SharedBlocks.Taken taken = reader.take(put(block(2, 7)), 2 * MEGABYTE);
    reader.close();
    writer.close();
    assertEquals(7, last(taken));
    taken.release().run();
    assertThrows(IllegalStateException.class, () -> last(taken));
  }

  @Test
  void theBlocksOfAFrameThatIsTooLongAreFreeAgain() throws Exception {
    List<MemorySegment> blocks = new ArrayList<>(List.of(block(2, 1), block(2, 1)));
    // Each too small for shared memory, together too much for a frame.
    MemorySegment small = block(1, 1).asSlice(1);
    blocks.addAll(Collections.nCopies(FrameCodec.LONGEST / MEGABYTE + 1, small));
    var items = List.of(new ShippedItem(0, 1, 0, new Payload(new byte[0], blocks)));
    Frame frame = new Frame.Items(1, List.of(), 0, null, items);
    assertThrows(FrameException.class, () -> FrameCodec.encode(frame, writer));
    List<String> left = files();
    put(block(2, 1));
    put(block(2, 1));
    assertEquals(left, files());
  }

  @Test
  void aNameFromElsewhereIsRefused() {
    assertThrows(FrameException.class, () -> reader.take("../../etc/passwd", 1));
    String name = put(block(2, 1));
    assertThrows(FrameException.class, () -> reader.take(name, 3 * MEGABYTE));
  }
}
