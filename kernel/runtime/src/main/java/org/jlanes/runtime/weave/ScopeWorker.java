package org.jlanes.runtime.weave;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import org.jlanes.runtime.scope.Scope;

/// A worker of a fork/join pool that serves one scope alone: all that runs in its pool belongs to
/// that scope, also what other workers have forked.
public class ScopeWorker extends ForkJoinWorkerThread {
  private final Scope scope;

  /// A worker in the scope's thread group.
  public ScopeWorker(Scope scope, ForkJoinPool pool) {
    // The pool must not clear thread locals between tasks: the scope is one.
    super(scope.group(), pool, true);
    this.scope = scope;
  }

  @Override
  protected void onStart() {
    Scope.attach(scope);
  }

  /// Whether the calling thread is a worker of a pool that serves `scope`.
  static boolean serves(Scope scope) {
    return Thread.currentThread() instanceof ScopeWorker worker && worker.scope.equals(scope);
  }

  /// Whether the calling thread is a worker of this pool, which serves `scope`.
  static boolean serves(Scope scope, ForkJoinPool pool) {
    return Thread.currentThread() instanceof ScopeWorker worker
        && worker.scope.equals(scope)
        && worker.getPool().equals(pool);
  }
}
