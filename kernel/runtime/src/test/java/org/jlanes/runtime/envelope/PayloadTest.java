package org.jlanes.runtime.envelope;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Payloads that do not change, and those that hold the same.
final class PayloadTest {
  private static MemorySegment copy(MemorySegment block) {
    return MemorySegment.ofArray(block.toArray(ValueLayout.JAVA_BYTE));
  }

  @Test
  void anOwnedOneKeepsWhatTheArraysHeld() throws Exception {
    double[] array = new double[5_000];
    array[4_999] = 1;
    Payload payload = ObjectWriter.write(array);
    assertEquals(1, payload.blocks().size(), "beside the stream");
    assertSame(payload, payload.owned(block -> false, PayloadTest::copy), "nothing to copy");
    Payload owned = payload.owned(block -> true, PayloadTest::copy);
    assertTrue(owned.holds(payload));
    array[4_999] = 2;
    assertFalse(owned.holds(payload));
    array[4_999] = 1;
    assertArrayEquals(array, (double[]) ObjectReader.read(owned, getClass().getClassLoader()));
  }

  @Test
  void otherBytesOrArraysAreNotTheSame() throws Exception {
    Payload one = ObjectWriter.write(List.of("a", new double[5_000]));
    assertTrue(one.holds(ObjectWriter.write(List.of("a", new double[5_000]))));
    assertFalse(one.holds(ObjectWriter.write(List.of("b", new double[5_000]))));
    assertFalse(one.holds(ObjectWriter.write(List.of("a", new double[5_001]))));
    assertFalse(one.holds(ObjectWriter.write("a")));
  }
}
