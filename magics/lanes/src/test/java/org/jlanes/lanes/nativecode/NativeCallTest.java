package org.jlanes.lanes.nativecode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import org.junit.jupiter.api.Test;

/// C functions called from Java in this very process, through everything that is generated.
final class NativeCallTest {
  @Test
  void scalarsOfEachTypeArriveWithTheirValue() throws Throwable {
    NativeCell cell =
        NativeCell.of(
            """
            int8_t i8(int8_t x) { return x; }
            uint8_t u8(uint8_t x) { return x; }
            int16_t i16(short x) { return x; }
            unsigned short u16(uint16_t x) { return x; }
            int i32(int32_t x) { return x; }
            uint32_t u32(unsigned x) { return x; }
            long i64(long long x) { return x; }
            unsigned long u64(uint64_t x) { return x; }
            size_t size(size_t x) { return x; }
            float f32(float x) { return x; }
            double f64(double x) { return x; }
            bool not(bool x) { return !x; }
            char next(char c) { return c + 1; }
            void nothing(void) {}
            """);
    assertEquals((byte) -128, cell.call("i8", (byte) -128));
    assertEquals(255, cell.call("u8", 255));
    assertEquals((short) -32768, cell.call("i16", (short) -32768));
    assertEquals(65535, cell.call("u16", 65535));
    assertEquals(Integer.MIN_VALUE, cell.call("i32", Integer.MIN_VALUE));
    assertEquals(4294967295L, cell.call("u32", 4294967295L));
    assertEquals(Long.MIN_VALUE, cell.call("i64", Long.MIN_VALUE));
    assertEquals(-1L, cell.call("u64", -1L));
    assertEquals(Long.MAX_VALUE, cell.call("size", Long.MAX_VALUE));
    assertEquals(1.5f, cell.call("f32", 1.5f));
    assertEquals(-0.1, cell.call("f64", -0.1));
    assertEquals(false, cell.call("not", true));
    assertEquals((byte) 'b', cell.call("next", (byte) 'a'));
    assertNull(cell.call("nothing"));
    assertEquals(
        "u8: x is 256, but uint8_t goes from 0 to 255",
        assertThrows(IllegalArgumentException.class, () -> cell.call("u8", 256)).getMessage());
    assertThrows(IllegalArgumentException.class, () -> cell.call("size", -1L));
  }

  @Test
  void stringsTravelInUtf8BothWays() throws Throwable {
    NativeCell cell =
        NativeCell.of(
            """
            size_t bytes(const char *s) { return s ? strlen(s) : 99; }
            const char *rest(const char *s, int from) { return s ? s + from : NULL; }
            """);
    assertEquals(4L, cell.call("bytes", "😀"));
    assertEquals(99L, cell.call("bytes", (Object) null));
    assertEquals("ü😀", cell.call("rest", "xü😀", 1));
    assertNull(cell.call("rest", null, 0));
    assertThrows(IllegalArgumentException.class, () -> cell.call("bytes", "a\0b"));
  }

  @Test
  void pointersTakeArraysSegmentsDirectBuffersAndNull() throws Throwable {
    NativeCell cell =
        NativeCell.of(
            """
            double first(const double *x) { return x ? x[0] : -1; }
            void fill(int64_t n, double x[n], double with) { for (int64_t i = 0; i < n; i++) x[i] = with; }
            uint8_t peek(const void *p) { return *(const uint8_t *)p; }
            """);
    assertEquals(5.0, cell.call("first", (Object) new double[] {5}));
    assertEquals(-1.0, cell.type().getMethod("first", double[].class).invoke(null, (Object) null));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocate(ValueLayout.JAVA_DOUBLE, 3);
      cell.call("fill", 3L, memory, 7.0);
      assertEquals(7.0, memory.getAtIndex(ValueLayout.JAVA_DOUBLE, 2));
      assertEquals(7.0, cell.call("first", memory));
      assertEquals(0, cell.call("peek", memory));
      assertRefusedMemory("needs 4 elements, but the array has 3", cell, 4L, memory);
      assertRefusedMemory("the segment is read-only", cell, 3L, memory.asReadOnly());
      assertRefusedMemory("on the Java heap", cell, 3L, MemorySegment.ofArray(new double[3]));
    }
    DoubleBuffer buffer =
        ByteBuffer.allocateDirect(16).order(ByteOrder.nativeOrder()).asDoubleBuffer();
    cell.call("fill", 2L, buffer, 3.0);
    assertEquals(3.0, buffer.get(1));
    assertRefusedMemory("allocateDirect", cell, 2L, ByteBuffer.allocateDirect(16).asDoubleBuffer());
    assertRefusedMemory("allocateDirect", cell, 2L, DoubleBuffer.allocate(2));
  }

  private static void assertRefusedMemory(String message, NativeCell cell, long n, Object memory) {
    String said =
        assertThrows(IllegalArgumentException.class, () -> cell.call("fill", n, memory, 1.0))
            .getMessage();
    assertTrue(said.startsWith("fill: ") && said.contains(message), said);
  }

  @Test
  void namesThatJavaReservesGetAnUnderscore() throws Throwable {
    NativeCell cell = NativeCell.of("int new(int final, int class) { return final - class; }");
    assertEquals(3, cell.call("new_", 5, 2));
  }

  @Test
  void functionsOfSeveralCellsStandBehindOneName() throws Throwable {
    NativeCell cell =
        NativeCell.of(
            "int one(void) { return 1; }",
            "int two(void) { return 2; }",
            "int one(void) { return 11; }");
    assertEquals(11, cell.call("one"));
    assertEquals(2, cell.call("two"));
  }
}
