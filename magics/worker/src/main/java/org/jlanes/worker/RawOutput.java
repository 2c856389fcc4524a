package org.jlanes.worker;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jlanes.runtime.output.WorkerText;

/// Output of threads that belong to no run: it goes to the process's real standard streams, which
/// the kernel reads too.
final class RawOutput extends WorkerText {
  private final OutputStream out = new FileOutputStream(FileDescriptor.out);
  private final OutputStream err = new FileOutputStream(FileDescriptor.err);

  @Override
  public void write(Stream stream, byte[] bytes, int offset, int length) {
    try {
      (stream == Stream.STDOUT ? out : err).write(bytes, offset, length);
    } catch (IOException e) {
      // The kernel has gone; the main thread sees that too, tidies up and ends the process.
    }
  }

  @Override
  public void flush() {
    // Nothing is kept.
  }
}
