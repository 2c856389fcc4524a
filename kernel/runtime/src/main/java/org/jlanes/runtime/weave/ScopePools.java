package org.jlanes.runtime.weave;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jlanes.runtime.scope.Scope;

/// Fork/join pools for parallel work that threads of a scope begin outside of the cell's own pool.
/// The threads of the pool where it began may be another cell's, and what one of them forks another
/// may run. Each scope has its own, made when it is needed: one for its threads, and one for each
/// pool of the user's that it uses. Their threads end when they have nothing to do. Any thread.
final class ScopePools {
  private static final long IDLE_SECONDS = 1;
  private static final int MOST_THREADS = 256;

  /// By scope and by the pool that each stands for, null for the common one.
  private static final Map<Scope, Map<ForkJoinPool, ForkJoinPool>> POOLS = new WeakHashMap<>();

  private ScopePools() {}

  /// The pool of `scope` that stands for the one in which the calling thread is a worker: with as
  /// many threads, which are named alike.
  static ForkJoinPool here(Scope scope) {
    if (Thread.currentThread() instanceof ForkJoinWorkerThread worker
        && !worker.getPool().equals(ForkJoinPool.commonPool())
        && !(worker instanceof ScopeWorker)) {
      String name = worker.getName().replaceFirst("\\d+$", "");
      return of(scope, worker.getPool(), worker.getPool().getParallelism(), name);
    }
    return of(
        scope, null, Runtime.getRuntime().availableProcessors(), "parallel-" + scope.id() + "-");
  }

  private static ForkJoinPool of(Scope scope, ForkJoinPool given, int parallelism, String name) {
    synchronized (POOLS) {
      return POOLS
          .computeIfAbsent(scope, each -> new WeakHashMap<>())
          .computeIfAbsent(given, each -> make(scope, parallelism, name));
    }
  }

  private static ForkJoinPool make(Scope scope, int parallelism, String name) {
    // The threads know the scope, not the pool: it must not be kept alive by its own entry.
    var weak = new WeakReference<>(scope);
    AtomicInteger made = new AtomicInteger();
    return new ForkJoinPool(
        parallelism,
        pool -> worker(weak.get(), pool, name + made.incrementAndGet()),
        null,
        false,
        0,
        MOST_THREADS,
        1,
        null,
        IDLE_SECONDS,
        TimeUnit.SECONDS);
  }

  private static ForkJoinWorkerThread worker(Scope scope, ForkJoinPool pool, String name) {
    ScopeWorker worker = new ScopeWorker(scope, pool);
    worker.setName(name);
    return worker;
  }
}
