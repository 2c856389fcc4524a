package org.jlanes.magics.general;

import java.io.ByteArrayOutputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jlanes.runtime.display.MimeBundle;
import org.jlanes.runtime.engine.MappedSource;
import org.jlanes.runtime.engine.NotebookEngine;
import org.jlanes.runtime.magic.Magic;
import org.jlanes.runtime.magic.MagicCall;
import org.jlanes.runtime.magic.MagicResult;
import org.jlanes.runtime.scope.CellOutput;
import org.jlanes.runtime.scope.Scope;

/// Runs a magic as a cell would, and keeps what it prints.
final class MagicCell implements CellOutput {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  final Scope scope = new Scope("test", 1, this, Map.of());
  final List<Path> classPath = new ArrayList<>();
  final List<String> evaluated = new ArrayList<>();

  MagicResult run(Magic magic, String cell) throws Exception {
    int percents = cell.startsWith("%%") ? 2 : 1;
    int headerStart = percents + magic.name().length();
    int newline = cell.indexOf('\n');
    int headerEnd = newline < 0 ? cell.length() : newline;
    int bodyStart = newline < 0 ? cell.length() : newline + 1;
    MagicCall call =
        new MagicCall(
            magic.name(),
            percents == 2,
            cell,
            headerStart,
            headerEnd,
            bodyStart,
            cell.length(),
            engine(),
            scope);
    return scope.call(() -> magic.run(call));
  }

  /// An engine that keeps what is asked of it; evaluating gives 42.
  private NotebookEngine engine() {
    return (NotebookEngine)
        Proxy.newProxyInstance(
            MagicCell.class.getClassLoader(),
            new Class<?>[] {NotebookEngine.class},
            (_, method, arguments) ->
                switch (method.getName()) {
                  case "loader" -> MagicCell.class.getClassLoader();
                  case "classPath" -> List.copyOf(classPath);
                  case "addToClassPath" -> {
                    for (Object path : (List<?>) arguments[0]) {
                      classPath.add((Path) path);
                    }
                    yield null;
                  }
                  case "evaluate" -> {
                    evaluated.add(((MappedSource) arguments[0]).text());
                    yield new NotebookEngine.Result("int", 42);
                  }
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  /// Waits until a whole line has been printed, at most half a minute.
  synchronized String awaitLine() throws InterruptedException {
    long end = System.nanoTime() + 30_000_000_000L;
    while (!out().endsWith("\n") && System.nanoTime() < end) {
      wait(1000);
    }
    return out().strip();
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Override
  public synchronized void write(Stream stream, byte[] bytes, int offset, int length) {
    (stream == Stream.STDOUT ? out : err).write(bytes, offset, length);
    notifyAll();
  }

  @Override
  public void flush() {
    // Nothing is held back.
  }

  @Override
  public void display(MimeBundle bundle, String displayId, boolean update) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void clear(boolean wait) {
    throw new UnsupportedOperationException();
  }

  @Override
  public String readLine(String prompt, boolean password) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void payload(Map<String, Object> payload) {
    throw new UnsupportedOperationException();
  }
}
