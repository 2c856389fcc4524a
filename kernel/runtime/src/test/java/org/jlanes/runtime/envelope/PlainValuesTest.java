package org.jlanes.runtime.envelope;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PlainValuesTest {
  private static PlainColumn column(Object... values) {
    return PlainColumn.of(values);
  }

  private static ByteBuffer written(PlainColumn column) {
    ByteBuffer out = ByteBuffer.allocate((int) PlainValues.bytes(column));
    PlainValues.write(column, out);
    assertFalse(out.hasRemaining());
    return out.flip();
  }

  private static void arrives(Object... values) {
    assertTrue(Arrays.stream(values).allMatch(PlainValues::has));
    ByteBuffer in = written(column(values));
    PlainColumn column = PlainValues.read(in);
    assertEquals(
        Arrays.asList(values), IntStream.range(0, column.size()).mapToObj(column::get).toList());
    assertFalse(in.hasRemaining());
  }

  @Test
  void columnsOfOneTypeArrive() {
    arrives();
    arrives(1, -2, Integer.MIN_VALUE);
    arrives(1L, Long.MAX_VALUE);
    arrives(1.5, Double.NaN, -0.0);
    arrives(null, null);
    arrives(true, true);
    arrives(false);
    arrives("a", "", "ä€😀");
  }

  @Test
  void aColumnThatChangesItsTypeArrives() {
    arrives(1, 2, 3L);
    arrives(1L, 2);
    arrives(1.5, null);
    arrives(true, true, false);
    arrives(null, null, "a");
  }

  @Test
  void mixedColumnsArriveWithTheirTypes() {
    arrives(1, 2L, 3.0, 4f, (short) 5, (byte) 6, 'c', true, false, null, "text");
    arrives(true, false);
    arrives(null, 1);
  }

  @Test
  void aTextThatIsNotWellFormedArrivesUnchanged() {
    arrives("\ud83d", "a\udc00b");
  }

  @Test
  void numbersOfOneTypeTakeTheSizeOfThatType() {
    assertEquals(5 + 4 * 3, PlainValues.bytes(column(1, 2, 3)));
    assertEquals(5 + 8 * 2, PlainValues.bytes(column(1.0, 2.0)));
    assertEquals(5, PlainValues.bytes(column(null, null)));
  }

  @Test
  void othersAreNone() {
    assertFalse(PlainValues.has(BigDecimal.ONE));
    assertFalse(PlainValues.has(new int[1]));
    assertFalse(PlainValues.has(List.of()));
    assertFalse(PlainValues.has("x".repeat(2000)));
    assertThrows(IllegalArgumentException.class, () -> column(1, BigDecimal.ONE));
  }

  @Test
  void aColumnThatPromisesMoreThanItHasIsDamaged() {
    for (byte type = 0; type < 8; type++) {
      ByteBuffer in = ByteBuffer.allocate(20).put(type).putInt(1 << 30).rewind();
      assertThrows(BufferUnderflowException.class, () -> PlainValues.read(in));
    }
  }
}
