package org.jlanes.runtime.envelope;

import java.lang.foreign.MemorySegment;
import java.util.List;

/// A frame as bytes.
///
/// @param parts what goes through the connection
/// @param fillings large blocks beside it, which whoever sends the frame copies afterwards: the
///   other side reads them at the same time
record FrameBytes(List<MemorySegment> parts, List<Filling> fillings) {
  /// How many bytes go through the connection.
  long size() {
    long size = 0;
    // No stream, whose first use a starting worker waits for.
    for (MemorySegment part : parts) {
      size += part.byteSize();
    }
    return size;
  }

  /// Copies the blocks, unless that has been done. If one cannot be read, none of those behind it
  /// is copied either, and the other side learns of it.
  void fill() {
    try {
      fillings.forEach(Filling::fill);
    } finally {
      breakOff();
    }
  }

  /// Tells the other side that the blocks that have not been copied will not be.
  void breakOff() {
    fillings.forEach(Filling::breakOff);
  }
}
