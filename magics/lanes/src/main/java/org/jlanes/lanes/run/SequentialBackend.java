package org.jlanes.lanes.run;

import java.util.List;
import java.util.function.Consumer;
import org.jlanes.lanes.Outcome;
import org.jlanes.lanes.Task;
import org.jlanes.runtime.scope.Scope;

/// One item after the other on the thread that submits them: the baseline that other lanes are
/// compared with.
public final class SequentialBackend implements Backend {
  @Override
  public String lane() {
    return "sequential";
  }

  @Override
  public <T, R> Run<T, R> open(Task<T, R> body, RunOptions options, Scope scope) {
    // Not refused: the same header must run in every lane.
    List<String> notes =
        options.workers() > 1
            ? List.of("the sequential lane has one worker, not " + options.workers())
            : List.of();
    return new Sequence<>(new ItemRunner<>(body, scope, 1), notes);
  }

  @Override
  public void close() {}

  private record Sequence<T, R>(ItemRunner<T, R> runner, List<String> notes) implements Run<T, R> {
    @Override
    public int workers() {
      return 1;
    }

    @Override
    public int window() {
      return 1;
    }

    @Override
    public void submit(int index, T item, int attempt, Consumer<Outcome<R>> done) {
      done.accept(
          runner.run(index, item, attempt, 0, Thread.currentThread().getName(), System.nanoTime()));
    }
  }
}
