package org.jlanes.worker;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jlanes.runtime.display.MimeBundle;
import org.jlanes.runtime.scope.CellOutput;

/// Output of threads that belong to no run: it goes to the process's real standard streams, which
/// the kernel reads too.
final class RawOutput implements CellOutput {
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

  @Override
  public void display(MimeBundle bundle, String displayId, boolean update) {
    byte[] text = (bundle.plain() + "\n").getBytes(StandardCharsets.UTF_8);
    write(Stream.STDOUT, text, 0, text.length);
  }

  @Override
  public void clear(boolean wait) {
    // What was written to a stream stays.
  }

  @Override
  public String readLine(String prompt, boolean password) throws IOException {
    throw new IOException("a worker process cannot ask for input");
  }

  @Override
  public void payload(Map<String, Object> payload) {
    throw new UnsupportedOperationException("a worker process cannot change the front end");
  }
}
