package org.jlanes.lanes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.jlanes.lanes.SharedArray.Range;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Shared arrays in one process: elements, bounds, and when their memory is freed.
final class SharedArrayTest {
  private static final String FOLDER = "jlanes.shared.memory";

  @AfterEach
  void usualFolder() {
    System.clearProperty(FOLDER);
  }

  @Test
  void elementsAreThoseOfTheArrayAndCanBeSet() {
    double[] given = {1, 2, 3};
    try (SharedDoubles shared = Lanes.share(given)) {
      shared.set(1, 20);
      assertArrayEquals(new double[] {1, 20, 3}, shared.toArray());
      assertEquals(2, given[1], "a copy");
      assertEquals(3, shared.get(2));
      assertEquals(3, shared.getAndAdd(2, 0.5));
      assertEquals(3.5, shared.getVolatile(2));
      assertTrue(shared.compareAndSet(2, 3.5, 4));
      assertFalse(shared.compareAndSet(2, 3.5, 5));
      assertEquals(24, shared.byteSize());
      assertEquals(20, shared.segment().getAtIndex(ValueLayout.JAVA_DOUBLE, 1));
      shared.copyFrom(0, new double[] {7, 8});
      assertArrayEquals(new double[] {8, 4}, shared.toArray(new Range(1, 3)));
      assertEquals("SharedDoubles of 3 [7.0, 8.0, 4.0]", shared.toString());
      shared.fill(0.5);
      assertEquals("SharedDoubles of 3 [0.5, 0.5, 0.5]", shared.toString());
    }
  }

  @Test
  void everyTypeKeepsItsValues() {
    try (SharedBytes bytes = Lanes.share(new byte[] {1, -1});
        SharedInts ints = Lanes.share(new int[] {1 << 30, -1});
        SharedLongs longs = Lanes.share(new long[] {1L << 60, -1});
        SharedFloats floats = Lanes.share(new float[] {0.5f, -1})) {
      assertEquals(-1, bytes.get(1));
      assertEquals(1 << 30, ints.getAndAdd(0, 5));
      assertEquals((1 << 30) + 5, ints.get(0));
      assertEquals(1L << 60, longs.getAndAdd(0, -1));
      assertEquals((1L << 60) - 1, longs.get(0));
      assertEquals(0.5f, floats.getAndAdd(0, 1));
      assertArrayEquals(new float[] {1.5f, -1}, floats.toArray());
      assertEquals("SharedBytes of 2 [1, -1]", bytes.toString());
    }
  }

  @Test
  void anArrayOfZerosIsFilledBeyondOneChunk() {
    try (SharedLongs shared = SharedLongs.ofLength(20_001);
        SharedInts none = SharedInts.ofLength(0)) {
      assertEquals(0, shared.get(20_000));
      shared.fill(3);
      assertArrayEquals(IntStream.range(0, 20_001).mapToLong(i -> 3).toArray(), shared.toArray());
      assertEquals("SharedInts of 0 []", none.toString());
      none.fill(1);
      assertEquals(List.of(), none.ranges(3));
    }
  }

  @Test
  void rangesCoverAllIndicesOnce() {
    try (SharedBytes shared = SharedBytes.ofLength(10)) {
      assertEquals(List.of(new Range(0, 4), new Range(4, 7), new Range(7, 10)), shared.ranges(3));
      assertEquals(10, shared.ranges(100).size());
      assertThrows(IllegalArgumentException.class, () -> shared.ranges(0));
    }
  }

  @Test
  void whatIsOutsideIsNamed() {
    try (SharedDoubles shared = SharedDoubles.ofLength(3)) {
      assertOutside("Index 3 out of bounds for length 3", () -> shared.get(3));
      assertOutside("Index -1 out of bounds for length 3", () -> shared.set(-1, 0));
      assertOutside("Index 3 out of bounds for length 3", () -> shared.getAndAdd(3, 1));
      assertOutside(
          "elements 2 to 4 of an array of length 3", () -> shared.copyTo(2, new double[2]));
      assertOutside(
          "elements -1 to 1 of an array of length 3", () -> shared.copyFrom(-1, new double[2]));
    }
    assertEquals(
        "an array cannot have -1 elements",
        assertThrows(IllegalArgumentException.class, () -> SharedInts.ofLength(-1)).getMessage());
  }

  private static void assertOutside(String message, Runnable use) {
    assertEquals(message, assertThrows(IndexOutOfBoundsException.class, use::run).getMessage());
  }

  @Test
  void whatWasClosedSaysSo() {
    SharedDoubles shared = SharedDoubles.ofLength(3);
    shared.close();
    shared.close();
    assertTrue(shared.isClosed());
    assertEquals("SharedDoubles of 3, closed", shared.toString());
    List<Runnable> uses =
        List.of(
            () -> shared.get(0),
            () -> shared.set(0, 1),
            () -> shared.getAndAdd(0, 1),
            shared::toArray,
            () -> shared.fill(1),
            shared::segment);
    for (Runnable use : uses) {
      assertEquals(
          "the shared array was closed",
          assertThrows(IllegalStateException.class, use::run).getMessage());
    }
  }

  @Test
  void itIsWrittenNowhereElse() {
    try (SharedDoubles shared = SharedDoubles.ofLength(3);
        var out = new ObjectOutputStream(new ByteArrayOutputStream())) {
      assertThrows(NotSerializableException.class, () -> out.writeObject(shared));
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }

  /// Files in shared memory that this process has open or mapped, none of which has a name.
  private static long mapped() throws Exception {
    try (var lines = Files.lines(Path.of("/proc/self/maps"))) {
      String folder = System.getProperty(FOLDER, "");
      return lines.filter(line -> line.contains(folder) && line.endsWith("(deleted)")).count();
    }
  }

  private static boolean has(int expected) throws Exception {
    System.gc();
    return mapped() == expected;
  }

  @Test
  void theMemoryGoesWhenNothingRefersToIt(@TempDir Path own) throws Exception {
    assumeTrue(Files.isReadable(Path.of("/proc/self/maps")), "no /proc");
    System.setProperty(FOLDER, own.toString());
    assertEquals(0, mapped());
    List<SharedDoubles> kept = new java.util.ArrayList<>(List.of(SharedDoubles.ofLength(1000)));
    assertEquals(1, mapped());
    assertTrue(has(1));
    assertEquals(0, kept.removeFirst().get(0));
    awaitMapped(0);
  }

  /// What was collected is unmapped a little later.
  private static void awaitMapped(int expected) throws Exception {
    long end = System.nanoTime() + 30_000_000_000L;
    while (!has(expected)) {
      assertTrue(System.nanoTime() < end, "still mapped");
      Thread.onSpinWait();
    }
  }

  @Test
  void anImpossibleSizeIsRefusedWithWhatThereIs() {
    var e = assertThrows(UncheckedIOException.class, () -> SharedBytes.ofLength(1L << 55));
    assertTrue(
        e.getMessage()
            .matches(
                "the array cannot be shared: there is no room in .*: [0-9,.]+ bytes are needed,"
                    + " [0-9,.]+ are free\\. See README.md#shared-memory\\."),
        e.getMessage());
  }

  @Test
  void aFolderThatIsNotThereIsNamed() {
    assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")), "no /proc");
    System.setProperty(FOLDER, "/nowhere");
    var e = assertThrows(UncheckedIOException.class, () -> SharedBytes.ofLength(1));
    assertTrue(e.getMessage().contains("/nowhere, where shared memory should be"), e.getMessage());
  }
}
