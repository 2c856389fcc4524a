package org.jlanes.session;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Map;
import org.jlanes.runtime.display.MimeBundle;
import org.jlanes.runtime.scope.CellOutput;
import org.jlanes.runtime.scope.Scope;

/// Output of threads that belong to no cell, such as those of a library that were started before
/// any cell ran: shown under the cell that runs or ran last, before the first cell on the process's
/// own standard error. Safe for any thread.
final class OrphanOutput implements CellOutput {
  private final RunningCells running;
  private final PrintStream log;

  OrphanOutput(RunningCells running, PrintStream log) {
    this.running = running;
    this.log = log;
  }

  @Override
  public void write(Stream stream, byte[] bytes, int offset, int length) {
    Scope latest = running.latest();
    if (latest == null) {
      log.write(bytes, offset, length);
    } else {
      latest.output().write(stream, bytes, offset, length);
    }
  }

  @Override
  public CellOutput whenRoom() {
    Scope latest = running.latest();
    return latest == null ? this : latest.output().whenRoom();
  }

  @Override
  public void flush() {
    Scope latest = running.latest();
    if (latest == null) {
      log.flush();
    } else {
      latest.output().flush();
    }
  }

  @Override
  public void display(MimeBundle bundle, String displayId, boolean update) {
    Scope latest = running.latest();
    if (latest == null) {
      log.println(bundle.plain());
    } else {
      latest.output().display(bundle, displayId, update);
    }
  }

  @Override
  public void clear(boolean wait) {
    // A thread without a cell has shown nothing that it could clear.
  }

  @Override
  public String readLine(String prompt, boolean password) throws IOException {
    throw new IOException("only the threads of a cell can ask for input");
  }

  @Override
  public void payload(Map<String, Object> payload) {
    // Payloads travel in the reply of a cell, and this thread has none.
  }
}
