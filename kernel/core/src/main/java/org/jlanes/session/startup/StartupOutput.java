package org.jlanes.session.startup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Map;
import java.util.function.Consumer;
import org.jlanes.runtime.display.MimeBundle;
import org.jlanes.runtime.scope.CellOutput;

/// The output of startup files: kept until there is a cell under which it can be shown, and shown
/// there. Safe for any thread.
final class StartupOutput implements CellOutput {
  /// More than a screenful is kept, but not what a loop prints while nobody looks.
  private static final int PIECES = 10_000;

  private final Deque<Consumer<CellOutput>> kept = new ArrayDeque<>();
  private long lost;
  private volatile CellOutput cell;

  /// Shows what was kept, and from now on everything, under a cell. Does nothing the second time.
  synchronized void attach(CellOutput first) {
    if (cell != null) {
      return;
    }
    kept.forEach(each -> each.accept(first));
    kept.clear();
    if (lost > 0) {
      first.print(Stream.STDERR, "(" + lost + " further pieces of output were not kept)\n");
    }
    cell = first;
  }

  private void give(Consumer<CellOutput> piece) {
    CellOutput now = cell;
    if (now == null) {
      synchronized (this) {
        now = cell;
        if (now == null) {
          if (kept.size() < PIECES) {
            kept.add(piece);
          } else {
            lost++;
          }
          return;
        }
      }
    }
    piece.accept(now);
  }

  /// A line on standard error.
  void tell(String line) {
    print(Stream.STDERR, line + "\n");
  }

  @Override
  public void write(Stream stream, byte[] bytes, int offset, int length) {
    byte[] copy = Arrays.copyOfRange(bytes, offset, offset + length);
    give(output -> output.write(stream, copy, 0, copy.length));
  }

  @Override
  public void print(Stream stream, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    give(output -> output.write(stream, bytes, 0, bytes.length));
  }

  @Override
  public void flush() {
    // The cell's own output sends by itself.
  }

  @Override
  public void display(MimeBundle bundle, String displayId, boolean update) {
    give(output -> output.display(bundle, displayId, update));
  }

  @Override
  public void clear(boolean wait) {
    give(output -> output.clear(wait));
  }

  @Override
  public String readLine(String prompt, boolean password) throws IOException {
    throw new IOException(
        "a startup file cannot ask for input: it runs before anybody has run a cell");
  }

  @Override
  public void payload(Map<String, Object> payload) {
    throw new UnsupportedOperationException("a startup file cannot change the front end");
  }
}
