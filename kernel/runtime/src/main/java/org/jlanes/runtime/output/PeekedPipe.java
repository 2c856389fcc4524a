package org.jlanes.runtime.output;

import java.io.Closeable;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;

/// The reading side of a pipe whose bytes stay in it until [#take] is called, so that the
/// [Guardian] finds them there when this process ends in between. That is so on Linux, which can
/// copy from one pipe into another; elsewhere, where there is no guardian either, [#peek] takes
/// them at once. Used by one thread.
final class PeekedPipe implements Closeable {
  private final int readEnd;
  private final InputStream pipe;

  /// Where the bytes are copied to for being looked at, or null; empty between the calls.
  private final Posix.Pipe copy;

  private final InputStream copied;

  PeekedPipe(int readEnd) throws IOException {
    this.readEnd = readEnd;
    pipe = new FileInputStream(Posix.path(readEnd));
    copy = Posix.canCopyPipes() ? Posix.pipe() : null;
    copied = copy == null ? null : new FileInputStream(Posix.path(copy.readEnd()));
  }

  /// Waits for bytes and shows what is there.
  ///
  /// @return how many, at least 1, or -1 when nobody can write any more
  int peek(byte[] buffer, int offset, int length) throws IOException {
    if (copy == null) {
      return pipe.read(buffer, offset, length);
    }
    int n = Posix.copyPipe(readEnd, copy.writeEnd(), length);
    return n == 0 ? -1 : copied.readNBytes(buffer, offset, n);
  }

  /// Removes from the pipe what [#peek] has shown.
  ///
  /// @param shown the array and place that were given to it
  void take(byte[] shown, int offset, int length) throws IOException {
    if (copy != null) {
      pipe.readNBytes(shown, offset, length);
    }
  }

  @Override
  public void close() throws IOException {
    try (pipe;
        copied) {
      if (copy != null) {
        Posix.close(copy.writeEnd());
        Posix.close(copy.readEnd());
      }
    }
  }
}
