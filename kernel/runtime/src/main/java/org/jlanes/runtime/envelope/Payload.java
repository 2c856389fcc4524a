package org.jlanes.runtime.envelope;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// Serialized objects: an object stream, and beside it the contents of large primitive arrays,
/// which are copied as blocks and never element by element.
///
/// @param stream what [ObjectWriter] wrote
/// @param blocks the arrays' bytes in the order in which the stream refers to them
/// @param memory what the blocks live in, if that must be given back; null for blocks on the heap
public record Payload(byte[] stream, List<MemorySegment> blocks, Arena memory) {
  /// A payload on the heap.
  public Payload(byte[] stream, List<MemorySegment> blocks) {
    this(stream, blocks, null);
  }

  /// Gives back memory outside the heap; the blocks must not be used after that. Once only.
  public void release() {
    if (memory != null) {
      memory.close();
    }
  }

  /// Size of everything in bytes.
  public long size() {
    return stream.length + blocks.stream().mapToLong(MemorySegment::byteSize).sum();
  }
}
