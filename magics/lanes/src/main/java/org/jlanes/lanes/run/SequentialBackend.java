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
    return new Sequence<>(new ItemRunner<>(body, scope, 1, options.itemTimeout()), notes);
  }

  /// Owned by the thread that submits.
  private static final class Sequence<T, R> implements Run<T, R> {
    private final ItemRunner<T, R> runner;
    private final List<String> notes;
    private boolean interrupted;

    Sequence(ItemRunner<T, R> runner, List<String> notes) {
      this.runner = runner;
      this.notes = notes;
    }

    @Override
    public List<String> notes() {
      return notes;
    }

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
      // In the other lanes no item meets an interrupt that another one has left behind.
      if (!runner.scope().cancelled() && Thread.interrupted()) {
        interrupted = true;
      }
    }

    /// It may have come from outside: then it is the caller's.
    @Override
    public void close() {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
