package org.jlanes.runtime.envelope;

import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.Serializable;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.Array;
import java.nio.ByteOrder;

/// Stands in an object stream for a large primitive array whose content travels as a block.
///
/// @param type the descriptor character of the elements, as in `[D`
/// @param length number of elements
/// @param block index of the content in [Payload#blocks]
/// @param bigEndian byte order of the machine that wrote it
record ArrayBlock(char type, int length, int block, boolean bigEndian) implements Serializable {
  /// Arrays of fewer bytes stay in the stream.
  static final int SMALLEST = 16 * 1024;

  /// The bytes of a primitive array without a copy, or null if the object is something else.
  static MemorySegment bytesOf(Object array) {
    return switch (array) {
      case byte[] a -> MemorySegment.ofArray(a);
      case short[] a -> MemorySegment.ofArray(a);
      case char[] a -> MemorySegment.ofArray(a);
      case int[] a -> MemorySegment.ofArray(a);
      case long[] a -> MemorySegment.ofArray(a);
      case float[] a -> MemorySegment.ofArray(a);
      case double[] a -> MemorySegment.ofArray(a);
      default -> null;
    };
  }

  static ArrayBlock of(Object array, int block) {
    char type = array.getClass().descriptorString().charAt(1);
    boolean bigEndian = ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN;
    return new ArrayBlock(type, Array.getLength(array), block, bigEndian);
  }

  /// The array again, as a copy of its own.
  ///
  /// @throws IOException if the block is another one, or does not arrive
  Object array(Payload payload) throws IOException {
    ByteOrder order = bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    ValueLayout layout =
        switch (type) {
          case 'B' -> ValueLayout.JAVA_BYTE;
          case 'S' -> ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(order);
          case 'C' -> ValueLayout.JAVA_CHAR_UNALIGNED.withOrder(order);
          case 'I' -> ValueLayout.JAVA_INT_UNALIGNED.withOrder(order);
          case 'J' -> ValueLayout.JAVA_LONG_UNALIGNED.withOrder(order);
          case 'F' -> ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(order);
          case 'D' -> ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(order);
          default -> throw new InvalidObjectException("no primitive type: " + type);
        };
    long size = layout.byteSize();
    if (payload.block(block).byteSize() != length * size) {
      throw new InvalidObjectException("block " + block + " does not hold " + this);
    }
    Object array = Array.newInstance(layout.carrier(), length);
    payload.read(
        block,
        (bytes, from, count) ->
            MemorySegment.copy(
                bytes, layout, from, array, (int) (from / size), (int) (count / size)));
    return array;
  }
}
