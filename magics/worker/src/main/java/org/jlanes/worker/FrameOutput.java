package org.jlanes.worker;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jlanes.runtime.display.MimeBundle;
import org.jlanes.runtime.envelope.Frame;
import org.jlanes.runtime.envelope.ObjectWriter;
import org.jlanes.runtime.envelope.Outbox;
import org.jlanes.runtime.scope.CellOutput;

/// Sends a run's output to the kernel. May be called by any thread, also after the run has ended.
final class FrameOutput implements CellOutput {
  private final int run;
  private final Outbox outbox;

  FrameOutput(int run, Outbox outbox) {
    this.run = run;
    this.outbox = outbox;
  }

  @Override
  public void write(Stream stream, byte[] bytes, int offset, int length) {
    outbox.print(run, stream, bytes, offset, length);
  }

  /// The number that the kernel knows the run by.
  @Override
  public int outlet() {
    return run;
  }

  @Override
  public void flush() {
    // Nothing waits here longer than it takes to write it.
  }

  @Override
  public void display(MimeBundle bundle, String displayId, boolean update) {
    List<Map<String, Object>> maps =
        List.of(new LinkedHashMap<>(bundle.data()), new LinkedHashMap<>(bundle.metadata()));
    try {
      outbox.post(new Frame.Shown(run, ObjectWriter.write(maps), displayId, update));
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot be shown from a worker: " + e.getMessage(), e);
    }
  }

  @Override
  public void clear(boolean wait) {
    try {
      outbox.post(new Frame.Cleared(run, wait));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String readLine(String prompt, boolean password) throws IOException {
    throw new IOException(
        "a worker process cannot ask for input; ask in a cell before, and use the variable");
  }

  @Override
  public void payload(Map<String, Object> payload) {
    throw new UnsupportedOperationException("a worker process cannot change the front end");
  }
}
