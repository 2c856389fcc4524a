package org.jlanes.magics.nativecode;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.jlanes.engine.Engine;
import org.jlanes.engine.EngineFactory;
import org.jlanes.lanes.Lanes;
import org.jlanes.runtime.display.Display;
import org.jlanes.runtime.display.MimeBundle;
import org.jlanes.runtime.engine.CellFailure;
import org.jlanes.runtime.scope.CellOutput;
import org.jlanes.runtime.scope.Scope;

/// Runs cells on the real engine in this process, without sockets.
final class EngineSession implements AutoCloseable {
  private final Engine engine = start();
  private int cells;

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

  /// What a cell left.
  ///
  /// @param result the plain text of its value, empty for none
  /// @param text what it printed
  /// @param shown the bundles it displayed
  record Left(String result, String text, List<MimeBundle> shown) {}

  Left run(String cell) throws CellFailure {
    cells++;
    Output output = new Output();
    Scope scope = new Scope("cell-" + cells, cells, output, Map.of());
    MimeBundle value = engine.run(cell, scope, false);
    return new Left(
        value == null ? "" : value.plain(),
        output.text.toString(StandardCharsets.UTF_8),
        output.shown);
  }

  @Override
  public void close() {
    engine.close();
  }

  private static final class Output implements CellOutput {
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();
    private final List<MimeBundle> shown = new ArrayList<>();

    @Override
    public synchronized void write(Stream stream, byte[] bytes, int offset, int length) {
      text.write(bytes, offset, length);
    }

    @Override
    public void flush() {}

    @Override
    public synchronized void display(MimeBundle bundle, String displayId, boolean update) {
      shown.add(bundle);
    }

    @Override
    public void clear(boolean wait) {}

    @Override
    public String readLine(String prompt, boolean password) throws IOException {
      throw new IOException("no input in a test");
    }

    @Override
    public void payload(Map<String, Object> payload) {}
  }
}
