package org.jlanes.magics.lane;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;
import org.jlanes.engine.Engine;
import org.jlanes.engine.EngineFactory;
import org.jlanes.lanes.Lanes;
import org.jlanes.runtime.display.Display;
import org.jlanes.runtime.display.MimeBundle;
import org.jlanes.runtime.engine.CellFailure;
import org.jlanes.runtime.engine.EngineView;
import org.jlanes.runtime.scope.CellOutput;
import org.jlanes.runtime.scope.Scope;

/// Runs cells on the real engine in this process, without sockets.
final class Session implements AutoCloseable {
  private final Engine engine = start();
  private int cells;
  private Scope scope;
  private Output output;

  /// In a build there is no folder with the public classes to compile against.
  private static Engine start() {
    System.setProperty(
        "jlanes.api", location(Display.class) + File.pathSeparator + location(Lanes.class));
    return ServiceLoader.load(EngineFactory.class)
        .findFirst()
        .orElseThrow()
        .create(Optional.empty());
  }

  private static String location(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation().getPath();
  }

  /// Runs a cell and returns the plain text of its value, empty for none.
  String run(String cell) throws CellFailure {
    cells++;
    output = new Output();
    scope = new Scope("cell-" + cells, cells, output, Map.of(EngineView.class, engine.view()));
    MimeBundle value = engine.run(cell, scope, false);
    return value == null ? "" : value.plain();
  }

  /// Runs a cell that must fail, and returns what the user reads, without colours.
  String failure(String cell) {
    try {
      String value = run(cell);
      throw new AssertionError("the cell did not fail but gave " + value);
    } catch (CellFailure failure) {
      return String.join("\n", failure.traceback()).replaceAll("\u001b\\[[0-9;]*m", "");
    }
  }

  /// Interrupts the running cell as soon as it has displayed something.
  void interruptWhenShown(Thread cell) throws InterruptedException {
    while (cell.isAlive() && (output == null || !output.hasShown())) {
      Thread.onSpinWait();
    }
    scope.cancel("interrupted");
  }

  /// What the last cell displayed.
  List<MimeBundle> shown() {
    return output.shown;
  }

  @Override
  public void close() {
    engine.close();
  }

  private static final class Output implements CellOutput {
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();
    private final List<MimeBundle> shown = new ArrayList<>();
    private final CountDownLatch first = new CountDownLatch(1);

    boolean hasShown() {
      return first.getCount() == 0;
    }

    @Override
    public synchronized void write(Stream stream, byte[] bytes, int offset, int length) {
      text.write(bytes, offset, length);
    }

    @Override
    public void flush() {}

    @Override
    public synchronized void display(MimeBundle bundle, String displayId, boolean update) {
      shown.add(bundle);
      first.countDown();
    }

    @Override
    public void clear(boolean wait) {}

    @Override
    public String readLine(String prompt, boolean password) throws IOException {
      throw new IOException("no input in a test");
    }

    @Override
    public void payload(Map<String, Object> payload) {}

    @Override
    public String toString() {
      return text.toString(StandardCharsets.UTF_8);
    }
  }
}
