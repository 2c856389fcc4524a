package org.jlanes.runtime.output;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jlanes.runtime.display.MimeBundle;
import org.jlanes.runtime.scope.CellOutput;

/// What a worker process says by itself, outside any run: text and nothing else, since there is no
/// message of a run that displays could travel in. Both ends of its standard streams are of this
/// kind.
public abstract class WorkerText implements CellOutput {
  /// Shows a bundle as a line of its plain text.
  @Override
  public final void display(MimeBundle bundle, String displayId, boolean update) {
    byte[] text = (bundle.plain() + "\n").getBytes(StandardCharsets.UTF_8);
    write(Stream.STDOUT, text, 0, text.length);
  }

  @Override
  public final void clear(boolean wait) {
    // What was written to a stream stays.
  }

  @Override
  public final String readLine(String prompt, boolean password) throws IOException {
    throw new IOException("a worker process cannot ask for input");
  }

  @Override
  public final void payload(Map<String, Object> payload) {
    throw new UnsupportedOperationException("a worker process cannot change the front end");
  }
}
