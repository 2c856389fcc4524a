package org.jlanes.runtime.envelope;

import java.lang.foreign.MemorySegment;
import java.util.List;

/// A frame as bytes.
///
/// @param parts what goes through the connection
/// @param fillings large blocks beside it, which whoever sends the frame copies afterwards: the
///   other side reads them at the same time
/// @param borrowed whether some of the parts are arrays of the user's, which may change
record FrameBytes(List<MemorySegment> parts, List<Filling> fillings, boolean borrowed) {
  /// How many bytes go through the connection.
  long size() {
    long size = 0;
    // No stream, whose first use a starting worker waits for.
    for (MemorySegment part : parts) {
      size += part.byteSize();
    }
    return size;
  }

  /// The same with what the user's arrays hold now.
  FrameBytes owned() {
    if (!borrowed) {
      return this;
    }
    // Fits: a frame is no longer than FrameCodec.LONGEST.
    MemorySegment all = MemorySegment.ofArray(new byte[(int) size()]);
    long at = 0;
    for (MemorySegment part : parts) {
      MemorySegment.copy(part, 0, all, at, part.byteSize());
      at += part.byteSize();
    }
    return new FrameBytes(List.of(all), fillings, false);
  }

  /// Takes the blocks back: the frame is not sent.
  void recall() {
    fillings.forEach(Filling::recall);
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
