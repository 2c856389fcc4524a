package org.jlanes.lanes.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jlanes.runtime.display.MimeBundle;
import org.jlanes.runtime.scope.CellOutput;

/// What a worker JVM writes to its real standard streams: it belongs to no run, so it goes to the
/// cell whose run the worker had last. Until there is one it is kept, for the message that says why
/// the worker did not start.
final class Chatter implements CellOutput {
  /// Bytes kept.
  private static final int KEPT = 4096;

  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private volatile CellOutput target;

  void to(CellOutput output) {
    target = output;
  }

  /// What was said before there was a cell.
  synchronized String text() {
    return kept.toString(StandardCharsets.UTF_8).strip();
  }

  @Override
  public void write(Stream stream, byte[] bytes, int offset, int length) {
    CellOutput to = target;
    if (to != null) {
      to.write(stream, bytes, offset, length);
      return;
    }
    synchronized (this) {
      kept.write(bytes, offset, Math.min(length, Math.max(0, KEPT - kept.size())));
    }
  }

  @Override
  public void flush() {
    CellOutput to = target;
    if (to != null) {
      to.flush();
    }
  }

  @Override
  public void display(MimeBundle bundle, String displayId, boolean update) {
    byte[] text = (bundle.plain() + "\n").getBytes(StandardCharsets.UTF_8);
    write(Stream.STDOUT, text, 0, text.length);
  }

  @Override
  public void clear(boolean wait) {
    // There is nothing to clear.
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
