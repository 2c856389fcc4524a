package org.jlanes.runtime.output;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/// The standard error that the process was started with, which is the log of whoever started it:
/// first through descriptor 2, and after [#keep] through another one, so that descriptor 2 can be
/// made to mean something else. Nothing written here is shown in a cell. Any thread.
final class ServerLog extends OutputStream {
  private final OutputStream first = new FileOutputStream(FileDescriptor.err);
  private volatile int kept = -1;

  /// Makes the log independent of descriptor 2.
  void keep() throws IOException {
    kept = Posix.duplicate(2);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int descriptor = kept;
    if (descriptor < 0) {
      first.write(bytes, offset, length);
    } else {
      Posix.write(descriptor, bytes, offset, length);
    }
  }
}
