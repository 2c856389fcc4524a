package org.jlanes.engine.jshell;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import org.jlanes.runtime.scope.Scope;
import org.jlanes.runtime.weave.ScopeWorker;

/// The threads of one running cell: a fork/join pool whose first worker runs the cell.
///
/// A parallel stream runs in the pool of the worker that starts it, so its threads belong to the
/// cell's scope and group as well: they print to the cell and stop with it.
final class CellThreads {
  private final ForkJoinPool pool;
  private final List<Thread> workers = new CopyOnWriteArrayList<>();

  CellThreads(Scope scope, ClassLoader userLoader) {
    AtomicInteger made = new AtomicInteger();
    pool =
        new ForkJoinPool(
            Runtime.getRuntime().availableProcessors(),
            owner -> {
              int n = made.getAndIncrement();
              Worker worker = new Worker(scope, owner, userLoader);
              worker.setName("cell-" + scope.cell() + (n == 0 ? "" : "-parallel-" + n));
              workers.add(worker);
              return worker;
            },
            null,
            false);
  }

  /// Starts the cell.
  void start(Runnable cell) {
    pool.execute(cell);
  }

  /// The thread that runs the cell.
  Thread first() {
    return workers.getFirst();
  }

  /// Lets the pool's idle threads end. Threads that the user's code started are not the pool's and
  /// live on.
  ///
  /// @param cancelled whether parts of parallel streams that have not begun are left out; nobody
  ///   waits for them any more
  void end(boolean cancelled) {
    if (cancelled) {
      var unused = pool.shutdownNow();
    } else {
      pool.shutdown();
    }
  }

  private static final class Worker extends ScopeWorker {
    private final ClassLoader userLoader;

    Worker(Scope scope, ForkJoinPool pool, ClassLoader userLoader) {
      super(scope, pool);
      this.userLoader = userLoader;
    }

    @Override
    protected void onStart() {
      super.onStart();
      setContextClassLoader(userLoader);
    }
  }
}
