package org.jlanes.runtime.weave;

import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.TimeUnit;
import org.jlanes.runtime.scope.Scope;

/// Fork/join pools for parallel work that threads of a scope begin outside of the cell's own pool.
/// One for each scope that needs one, made when it is needed; its threads end when they have
/// nothing to do. Any thread.
final class ScopePools {
  private static final long IDLE_SECONDS = 1;
  private static final int MOST_THREADS = 256;
  private static final Map<Scope, ForkJoinPool> POOLS = new WeakHashMap<>();

  private ScopePools() {}

  static ForkJoinPool of(Scope scope) {
    synchronized (POOLS) {
      return POOLS.computeIfAbsent(scope, ScopePools::make);
    }
  }

  private static ForkJoinPool make(Scope scope) {
    // The threads know the scope, not the pool: it must not be kept alive by its own entry.
    String name = "parallel-" + scope.id();
    ThreadGroup group = scope.group();
    var weak = new java.lang.ref.WeakReference<>(scope);
    return new ForkJoinPool(
        Runtime.getRuntime().availableProcessors(),
        pool -> new Worker(weak.get(), group, pool, name),
        null,
        false,
        0,
        MOST_THREADS,
        1,
        null,
        IDLE_SECONDS,
        TimeUnit.SECONDS);
  }

  private static final class Worker extends ForkJoinWorkerThread {
    private final Scope scope;

    Worker(Scope scope, ThreadGroup group, ForkJoinPool pool, String name) {
      super(group, pool, true);
      this.scope = scope;
      setName(name);
    }

    @Override
    protected void onStart() {
      Scope.attach(scope);
    }
  }
}
