package org.jlanes.runtime.envelope;

import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.Serializable;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.reflect.Array;

/// Stands in an object stream for a [MemorySegment], whose bytes travel as a block and arrive as a
/// copy: on the heap in an array of the same type, which decides how it can be read, else outside
/// of it, where the collector frees it. Bytes are not turned round for a machine of other byte
/// order: nobody knows what they mean.
///
/// @param type the descriptor character of the array's elements, or [#NATIVE]
/// @param lead bytes of the array in front of the segment
/// @param block index of the content in [Payload#blocks]
record SegmentBlock(char type, int lead, boolean readOnly, int block) implements Serializable {
  private static final char NATIVE = 'N';

  /// As the JDK aligns what it allocates for vectors.
  private static final long ALIGNMENT = 64;

  /// What stands for a segment.
  static SegmentBlock of(MemorySegment segment, int block) {
    if (segment.isNative()) {
      return new SegmentBlock(NATIVE, 0, segment.isReadOnly(), block);
    }
    // A segment that can only be read does not tell its array; those of long suit all.
    char type = segment.heapBase().map(a -> a.getClass().descriptorString().charAt(1)).orElse('J');
    int lead = segment.heapBase().isEmpty() ? 0 : (int) (segment.address() % size(type));
    return new SegmentBlock(type, lead, segment.isReadOnly(), block);
  }

  /// The segment's bytes, which any thread can read later.
  ///
  /// @throws IllegalStateException if they have been freed
  static MemorySegment content(MemorySegment segment) {
    if (!segment.scope().isAlive()) {
      throw new IllegalStateException("the memory segment has been closed");
    }
    if (segment.isAccessibleBy(Thread.ofVirtual().unstarted(() -> {}))) {
      return segment;
    }
    // Confined to this thread; another one may write the frame.
    return outside(segment.byteSize()).copyFrom(segment);
  }

  private static MemorySegment outside(long bytes) {
    return Arena.ofAuto().allocate(Math.max(1, bytes), ALIGNMENT).asSlice(0, bytes);
  }

  /// The segment again.
  ///
  /// @throws IOException if the block does not arrive
  MemorySegment segment(Payload payload) throws IOException {
    long bytes = payload.block(block).byteSize();
    MemorySegment made = type == NATIVE ? outside(bytes) : onHeap(bytes);
    payload.read(
        block, (content, from, count) -> MemorySegment.copy(content, from, made, from, count));
    return readOnly ? made.asReadOnly() : made;
  }

  private MemorySegment onHeap(long bytes) throws InvalidObjectException {
    long size = size(type);
    long length = (lead + bytes + size - 1) / size;
    if (lead < 0 || length > Integer.MAX_VALUE) {
      throw new InvalidObjectException("no array for " + this);
    }
    Object array = Array.newInstance(Class.forPrimitiveName(name(type)), (int) length);
    return ArrayBlock.bytesOf(array).asSlice(lead, bytes);
  }

  private static String name(char type) {
    return switch (type) {
      case 'B' -> "byte";
      case 'S' -> "short";
      case 'C' -> "char";
      case 'I' -> "int";
      case 'J' -> "long";
      case 'F' -> "float";
      default -> "double";
    };
  }

  private static int size(char type) {
    return switch (type) {
      case 'B' -> 1;
      case 'S', 'C' -> 2;
      case 'I', 'F' -> 4;
      default -> 8;
    };
  }
}
