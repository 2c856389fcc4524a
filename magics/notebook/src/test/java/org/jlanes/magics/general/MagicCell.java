package org.jlanes.magics.general;

import java.lang.reflect.Proxy;
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
import org.jlanes.runtime.scope.RecordedOutput;
import org.jlanes.runtime.scope.Scope;

/// Runs a magic as a cell would, and keeps what it prints.
public final class MagicCell {
  private final RecordedOutput output =
      new RecordedOutput() {
        @Override
        public void payload(Map<String, Object> payload) {
          payloads.add(payload);
        }
      };
  public final Scope scope = new Scope("test", 1, output, Map.of());
  public final List<Path> classPath = new ArrayList<>();
  public final List<String> evaluated = new ArrayList<>();
  public final List<Map<String, Object>> payloads = new ArrayList<>();

  public MagicResult run(Magic magic, String cell) throws Exception {
    MagicCall call = call(cell, engine(), scope);
    return scope.call(() -> magic.run(call));
  }

  /// A call that is only looked at.
  public static MagicCall call(String cell) {
    return call(cell, null, null);
  }

  private static MagicCall call(String cell, NotebookEngine engine, Scope scope) {
    int percents = cell.startsWith("%%") ? 2 : 1;
    int headerStart = percents;
    while (headerStart < cell.length() && Character.isLetter(cell.charAt(headerStart))) {
      headerStart++;
    }
    int newline = cell.indexOf('\n');
    int headerEnd = newline < 0 ? cell.length() : newline;
    int bodyStart = newline < 0 ? cell.length() : newline + 1;
    return new MagicCall(
        cell.substring(percents, headerStart),
        percents == 2,
        cell,
        headerStart,
        headerEnd,
        bodyStart,
        cell.length(),
        engine,
        scope);
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

  public String out() {
    return output.stdout();
  }

  /// Waits until a whole line has been printed.
  String awaitLine() throws InterruptedException {
    output.await("a line", () -> out().endsWith("\n"));
    return out().strip();
  }

  /// Waits until something has been displayed, and returns its text.
  public String awaitDisplay() throws InterruptedException {
    output.await("a display", () -> !output.bundles().isEmpty());
    return output.bundles().getLast().plain();
  }

  /// What has been displayed, new ones and updates.
  public List<MimeBundle> shown() {
    return output.bundles();
  }

  public String err() {
    return output.stderr();
  }
}
