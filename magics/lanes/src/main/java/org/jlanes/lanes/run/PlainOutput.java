package org.jlanes.lanes.run;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jlanes.runtime.display.MimeBundle;
import org.jlanes.runtime.scope.CellOutput;
import org.jlanes.runtime.scope.Scope;

/// The output of runs outside any cell: the process's own streams. Displays are left out; there is
/// nobody to see them.
final class PlainOutput implements CellOutput {
  // Not System.out: in a kernel that stream asks the scope, which would ask this again.
  private static final PrintStream OUT = stream(FileDescriptor.out);
  private static final PrintStream ERR = stream(FileDescriptor.err);

  /// A scope for a run that was started outside any cell.
  static Scope scope() {
    return new Scope("plain", 0, new PlainOutput(), Map.of());
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }

  @Override
  public void write(Stream stream, byte[] bytes, int offset, int length) {
    (stream == Stream.STDOUT ? OUT : ERR).write(bytes, offset, length);
  }

  @Override
  public void flush() {
    OUT.flush();
    ERR.flush();
  }

  @Override
  public void display(MimeBundle bundle, String displayId, boolean update) {}

  @Override
  public void clear(boolean wait) {}

  @Override
  public String readLine(String prompt, boolean password) throws IOException {
    throw new IOException("there is no cell to ask for input");
  }

  @Override
  public void payload(Map<String, Object> payload) {}
}
