package org.jlanes.lanes.run;

import org.jlanes.lanes.Task;
import org.jlanes.runtime.scope.Scope;

/// A pool of platform threads: for work that keeps a core busy and shares the heap.
public final class ThreadsBackend implements Backend {
  @Override
  public String lane() {
    return "threads";
  }

  @Override
  public <T, R> Run<T, R> open(Task<T, R> body, RunOptions options, Scope scope) {
    int workers =
        options.workers() > 0 ? options.workers() : Runtime.getRuntime().availableProcessors();
    return new ThreadsRun<>(
        new ItemRunner<>(body, scope, workers, options.itemTimeout()),
        workers,
        options.eachWorker(),
        scope.group());
  }
}
