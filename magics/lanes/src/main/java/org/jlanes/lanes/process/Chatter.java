package org.jlanes.lanes.process;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jlanes.runtime.output.WorkerText;
import org.jlanes.runtime.scope.CellOutput;

/// What a worker JVM writes to its real standard streams: it belongs to no run, so it goes to the
/// cell whose run the worker had last. Until there is one it is kept, for the message that says why
/// the worker did not start.
final class Chatter extends WorkerText {
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
}
