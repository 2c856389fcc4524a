package org.jlanes.runtime.envelope;

import java.lang.foreign.MemorySegment;
import java.util.List;

/// Serialized objects: an object stream, and beside it the contents of large primitive arrays,
/// which are copied as blocks and never element by element.
///
/// @param stream what [ObjectWriter] wrote
/// @param blocks the arrays' bytes in the order in which the stream refers to them
public record Payload(byte[] stream, List<MemorySegment> blocks) {
  /// Size of everything in bytes.
  public long size() {
    return stream.length + blocks.stream().mapToLong(MemorySegment::byteSize).sum();
  }
}
