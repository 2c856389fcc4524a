package org.jlanes.kernel;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jlanes.engine.Engine;
import org.jlanes.runtime.display.MimeBundle;
import org.jlanes.runtime.engine.CellFailure;
import org.jlanes.runtime.engine.EngineView;
import org.jlanes.runtime.output.StandardDescriptors;
import org.jlanes.runtime.scope.Scope;

/// An engine whose cells end when what native code has printed meanwhile has arrived: otherwise it
/// would appear under the next cell.
final class SettlingEngine implements Engine {
  private final Engine engine;
  private final CompletableFuture<StandardDescriptors> descriptors;
  private final CompletableFuture<Void> hasRun;

  /// @param descriptors done when output is led into cells; no cell runs before
  /// @param hasRun done when the first cell has run
  SettlingEngine(
      Engine engine,
      CompletableFuture<StandardDescriptors> descriptors,
      CompletableFuture<Void> hasRun) {
    this.engine = engine;
    this.descriptors = descriptors;
    this.hasRun = hasRun;
  }

  @Override
  public MimeBundle run(String code, Scope scope, boolean silent) throws CellFailure {
    StandardDescriptors diverted = descriptors.join();
    try {
      return engine.run(code, scope, silent);
    } finally {
      diverted.settle();
      hasRun.complete(null);
    }
  }

  @Override
  public void call(Callable<?> task, Scope scope) throws CellFailure {
    StandardDescriptors diverted = descriptors.join();
    try {
      engine.call(task, scope);
    } finally {
      diverted.settle();
    }
  }

  @Override
  public MimeBundle evaluate(String expression, Scope scope) throws CellFailure {
    return engine.evaluate(expression, scope);
  }

  @Override
  public Completeness isComplete(String code) {
    return engine.isComplete(code);
  }

  @Override
  public Completions complete(String code, int cursor) {
    return engine.complete(code, cursor);
  }

  @Override
  public MimeBundle inspect(String code, int cursor, int detail) {
    return engine.inspect(code, cursor, detail);
  }

  @Override
  public EngineView view() {
    return engine.view();
  }

  @Override
  public Map<Class<?>, Object> services() {
    return engine.services();
  }

  @Override
  public void warmUp() {
    engine.warmUp();
  }

  @Override
  public void close() {
    engine.close();
  }
}
