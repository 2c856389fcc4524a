package org.jlanes.lanes.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;

/// Which items share a copy.
final class LargeCopiesTest {
  private final LargeCopies copies = new LargeCopies();
  private final double[] array = new double[Broadcasts.SMALLEST / Double.BYTES];
  private final MemorySegment block = MemorySegment.ofArray(array);

  private Object copy() {
    MemorySegment copy = copies.of(block);
    assertEquals(-1, copy.mismatch(block));
    return copy.heapBase().orElseThrow();
  }

  @Test
  void sharedAsLongAsTheArrayHoldsTheSame() {
    Object first = copy();
    assertNotSame(array, first);
    assertSame(first, copy());
    array[array.length - 1] = 1;
    Object second = copy();
    assertNotSame(first, second);
    assertSame(second, copy());
    assertEquals(
        0.0, MemorySegment.ofArray((byte[]) first).get(ValueLayout.JAVA_DOUBLE_UNALIGNED, 0));
  }

  @Test
  void notWithAnEqualArray() {
    Object first = copy();
    MemorySegment other = copies.of(MemorySegment.ofArray(array.clone()));
    assertNotSame(first, other.heapBase().orElseThrow());
  }

  @Test
  void memoryOutsideTheHeapIsCopiedEachTime() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment outside = arena.allocate(Broadcasts.SMALLEST);
      outside.set(ValueLayout.JAVA_INT, 0, 7);
      MemorySegment first = copies.of(outside);
      outside.set(ValueLayout.JAVA_INT, 0, 8);
      assertEquals(7, first.get(ValueLayout.JAVA_INT_UNALIGNED, 0));
      assertEquals(8, copies.of(outside).get(ValueLayout.JAVA_INT_UNALIGNED, 0));
    }
  }
}
