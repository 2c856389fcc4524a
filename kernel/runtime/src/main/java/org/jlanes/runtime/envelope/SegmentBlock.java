package org.jlanes.runtime.envelope;

import java.io.InvalidObjectException;
import java.io.Serializable;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.reflect.Array;
import java.util.List;

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
    return copy(segment);
  }

  private static MemorySegment copy(MemorySegment segment) {
    MemorySegment made = Arena.ofAuto().allocate(Math.max(1, segment.byteSize()), ALIGNMENT);
    return made.asSlice(0, segment.byteSize()).copyFrom(segment);
  }

  /// The segment again.
  MemorySegment segment(List<MemorySegment> blocks) throws InvalidObjectException {
    if (block < 0 || block >= blocks.size() || lead < 0) {
      throw new InvalidObjectException("there is no block for " + this);
    }
    MemorySegment content = blocks.get(block);
    MemorySegment made = type == NATIVE ? copy(content) : onHeap(content);
    return readOnly ? made.asReadOnly() : made;
  }

  private MemorySegment onHeap(MemorySegment content) throws InvalidObjectException {
    long size = size(type);
    long length = (lead + content.byteSize() + size - 1) / size;
    if (size == 0 || length > Integer.MAX_VALUE) {
      throw new InvalidObjectException("no array for " + this);
    }
    Object array = Array.newInstance(Class.forPrimitiveName(name(type)), (int) length);
    MemorySegment made = ArrayBlock.bytesOf(array).asSlice(lead, content.byteSize());
    return made.copyFrom(content);
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
