package org.jlanes.runtime.envelope;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PlainFramesTest {
  private static byte[] bytes(Frame frame) throws IOException {
    List<MemorySegment> parts = FrameCodec.encode(frame, null).parts();
    assertEquals(1, parts.size());
    return parts.getFirst().toArray(ValueLayout.JAVA_BYTE);
  }

  private static Frame read(byte[] frame) throws FrameException {
    FrameCodec.Header header = FrameCodec.header(ByteBuffer.wrap(frame));
    byte[] body = Arrays.copyOfRange(frame, FrameCodec.HEADER, frame.length);
    assertEquals(header.length(), body.length);
    return FrameCodec.decode(header, body, null);
  }

  private static PlainColumn column(int count) {
    return PlainColumn.of(IntStream.range(0, count).mapToObj(i -> i * i).toArray());
  }

  private static void itemsArrive(int... indices) throws IOException {
    byte[] frame = bytes(new Frame.PlainItems(7, indices, column(indices.length)));
    Frame.PlainItems copy = assertInstanceOf(Frame.PlainItems.class, read(frame));
    assertEquals(7, copy.run());
    assertArrayEquals(indices, copy.indices());
    for (int i = 0; i < indices.length; i++) {
      assertEquals(i * i, copy.values().get(i));
    }
  }

  private static void resultsArrive(int[] begins, int[] nanos) throws IOException {
    int[] indices = IntStream.range(3, 3 + nanos.length).toArray();
    Frame.PlainResults sent =
        new Frame.PlainResults(7, indices, -5, begins, nanos, 9, column(nanos.length));
    Frame.PlainResults copy = assertInstanceOf(Frame.PlainResults.class, read(bytes(sent)));
    assertArrayEquals(indices, copy.indices());
    assertArrayEquals(begins, copy.begins());
    assertArrayEquals(nanos, copy.nanos());
    assertEquals(-5, copy.started());
    assertEquals(9, copy.cpuNanos());
    assertEquals(nanos.length, copy.values().size());
  }

  @Test
  void itemsArriveWithTheirIndices() throws IOException {
    itemsArrive();
    itemsArrive(5);
    itemsArrive(0, 1, 2, 3);
    itemsArrive(0, 1, 3, 2);
    itemsArrive(Integer.MAX_VALUE - 2, Integer.MAX_VALUE - 1);
  }

  @Test
  void resultsArriveWithTheirTimes() throws IOException {
    resultsArrive(new int[] {}, new int[] {});
    resultsArrive(new int[] {0, 4, 9}, new int[] {4, 5, 1});
    resultsArrive(new int[] {0, 4, 10}, new int[] {4, 5, 1});
    resultsArrive(new int[] {1, 5}, new int[] {4, 5});
  }

  @Test
  void whatFollowsFromOtherNumbersTakesNoSpace() throws IOException {
    int[] indices = IntStream.range(0, 1000).toArray();
    int[] nanos = new int[1000];
    int size =
        bytes(new Frame.PlainResults(7, indices, 0, new int[1000], nanos, 0, column(1000))).length;
    assertTrue(size < 8100, () -> size + " bytes");
  }

  @Test
  void aDamagedFrameIsRefused() throws IOException {
    byte[] whole = bytes(new Frame.PlainItems(7, new int[] {1, 2, 3}, column(3)));
    for (int count : new int[] {-1, 2, 4, Integer.MAX_VALUE}) {
      byte[] frame = whole.clone();
      ByteBuffer.wrap(frame).putInt(FrameCodec.HEADER, count);
      assertThrows(FrameException.class, () -> read(frame));
    }
  }
}
