package org.jlanes.magics;

import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jlanes.engine.Engine;
import org.jlanes.engine.Engine.Completions;
import org.jlanes.engine.EngineFactory;
import org.jlanes.lanes.Lanes;
import org.jlanes.runtime.display.Display;
import org.jlanes.runtime.display.MimeBundle;
import org.jlanes.runtime.engine.CellFailure;
import org.jlanes.runtime.engine.EngineView;
import org.jlanes.runtime.scope.RecordedOutput;
import org.jlanes.runtime.scope.Scope;

/// Runs cells on the real engine in this process, without sockets. For one thread.
public final class EngineSession implements AutoCloseable {
  private final Engine engine = start();
  private int cells;
  private RecordedOutput output = new RecordedOutput();

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

  /// Completions at a cursor.
  public Completions complete(String code, int cursor) {
    return engine.complete(code, cursor);
  }

  /// Whether a cell could be run as it stands.
  public String isComplete(String code) {
    return engine.isComplete(code).status();
  }

  /// What stands at a cursor, or null.
  public MimeBundle inspect(String code, int cursor) {
    return engine.inspect(code, cursor, 0);
  }

  private Scope nextScope() {
    cells++;
    output = new RecordedOutput();
    return new Scope("cell-" + cells, cells, output, Map.of(EngineView.class, engine.view()));
  }

  /// Runs a cell and returns the plain text of its value, empty for none.
  public String run(String cell) throws CellFailure {
    return run(cell, nextScope());
  }

  private String run(String cell, Scope scope) throws CellFailure {
    MimeBundle value = engine.run(cell, scope, false);
    return value == null ? "" : value.plain();
  }

  /// Runs a cell that must fail, and returns what the user reads, without colours.
  public String failure(String cell) {
    return failure(cell, nextScope());
  }

  private String failure(String cell, Scope scope) {
    try {
      String value = run(cell, scope);
      throw new AssertionError("the cell did not fail but gave " + value);
    } catch (CellFailure failure) {
      return String.join("\n", failure.traceback()).replaceAll("\u001b\\[[0-9;]*m", "");
    }
  }

  /// Runs a cell and interrupts it as soon as it has displayed something.
  ///
  /// @return what the user reads
  public String interrupted(String cell) throws Exception {
    Scope scope = nextScope();
    CompletableFuture<String> failure =
        CompletableFuture.supplyAsync(
            () -> failure(cell, scope), body -> Thread.ofPlatform().start(body));
    output.await("a display", () -> !output.shown().isEmpty());
    scope.cancel("interrupted");
    return failure.get(RecordedOutput.PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  /// What the last cell printed.
  public String stdout() {
    return output.stdout();
  }

  /// What the last cell displayed.
  public List<MimeBundle> shown() {
    return output.bundles();
  }

  @Override
  public void close() {
    engine.close();
  }
}
