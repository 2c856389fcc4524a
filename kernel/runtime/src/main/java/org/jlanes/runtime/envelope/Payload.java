package org.jlanes.runtime.envelope;

import java.lang.foreign.MemorySegment;
import java.util.List;

/// Serialized objects: an object stream, and beside it the contents of large primitive arrays,
/// which are copied as blocks and never element by element.
///
/// @param stream what [ObjectWriter] wrote
/// @param blocks the arrays' bytes in the order in which the stream refers to them
/// @param memory gives back what the blocks live in; null for blocks on the heap
public record Payload(byte[] stream, List<MemorySegment> blocks, Runnable memory) {
  /// A payload on the heap.
  public Payload(byte[] stream, List<MemorySegment> blocks) {
    this(stream, blocks, null);
  }

  /// Gives back memory outside the heap, where the other side writes something else then; the
  /// blocks must not be used after that.
  public void release() {
    if (memory != null) {
      memory.run();
    }
  }

  /// Size of everything in bytes.
  public long size() {
    return stream.length + blocks.stream().mapToLong(MemorySegment::byteSize).sum();
  }
}
