package org.jlanes.runtime.envelope;

import java.lang.foreign.MemorySegment;
import java.util.List;

/// Serialized objects: an object stream, and beside it the contents of large primitive arrays,
/// which are copied as blocks and never element by element.
///
/// @param stream what [ObjectWriter] wrote
/// @param blocks the arrays' bytes in the order in which the stream refers to them
/// @param memory gives back what the blocks live in; null for blocks on the heap
/// @param kept pieces that the receiver has or is to keep: [KeptBlocks] makes a complete payload
public record Payload(byte[] stream, List<MemorySegment> blocks, Runnable memory, List<Kept> kept) {
  /// A payload on the heap.
  public Payload(byte[] stream, List<MemorySegment> blocks) {
    this(stream, blocks, null);
  }

  /// A payload that is complete.
  public Payload(byte[] stream, List<MemorySegment> blocks, Runnable memory) {
    this(stream, blocks, memory, List.of());
  }

  /// A block that is kept by the receiver for later payloads.
  ///
  /// @param block its index in `blocks`, where it stands if it is sent; else an empty one does
  /// @param at where in the complete stream its bytes stand; -1 for the content of an array
  /// @param id what it is kept under
  /// @param size its bytes
  /// @param path where it can be mapped; null if it stands in `blocks` or the receiver has it
  public record Kept(int block, int at, long id, long size, String path) {}

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
