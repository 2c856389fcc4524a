package org.jlanes.engine.jshell;

import java.lang.ref.WeakReference;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jlanes.runtime.scope.FullHeap;
import org.jlanes.runtime.scope.Scope;
import org.jlanes.runtime.weave.ScopeWorker;

/// The threads of one running cell: a fork/join pool whose first worker runs the cell.
///
/// A parallel stream runs in the pool of the worker that starts it, so its threads belong to the
/// cell's scope and group as well: they print to the cell and stop with it.
final class CellThreads {
  private final ForkJoinPool pool;

  /// Weak, as is all else that is known of the workers: one that died because the heap was full
  /// still has the parts of the stream that fills it.
  private final AtomicReference<WeakReference<Thread>> first = new AtomicReference<>();

  CellThreads(Scope scope, ClassLoader userLoader) {
    AtomicInteger made = new AtomicInteger();
    pool =
        new ForkJoinPool(
            Runtime.getRuntime().availableProcessors(),
            owner -> {
              int n = made.getAndIncrement();
              Worker worker = new Worker(scope, owner, userLoader);
              worker.setName("cell-" + scope.cell() + (n == 0 ? "" : "-parallel-" + n));
              first.compareAndSet(null, new WeakReference<>(worker));
              return worker;
            },
            null,
            false);
  }

  /// Starts the cell.
  void start(Runnable cell) {
    pool.execute(cell);
  }

  /// The thread that runs the cell; null if it has ended.
  Thread first() {
    return first.get().get();
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

  /// Leaves out the parts of the cell's parallel streams that have not begun, because the heap is
  /// full: they hold what the others have made, and each would fill it again. Called by the cell's
  /// thread when its code has ended.
  static void leaveOutWhatWaits() {
    if (Thread.currentThread() instanceof Worker worker) {
      boolean interrupted = Thread.interrupted();
      try {
        var unused = worker.getPool().shutdownNow();
      } catch (OutOfMemoryError e) {
        // Whoever waits for the cell will do it: he has a reserve.
        FullHeap.pause();
      }
      if (!interrupted) {
        // Ending the pool interrupts its threads: this one still has to tell what happened.
        Thread.interrupted();
      }
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
