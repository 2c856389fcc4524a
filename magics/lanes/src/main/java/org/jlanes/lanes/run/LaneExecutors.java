package org.jlanes.lanes.run;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jlanes.runtime.scope.Scope;

/// The executor services behind the lanes.
final class LaneExecutors {
  private LaneExecutors() {}

  static ExecutorService of(Backend backend, RunOptions options) {
    return switch (backend) {
      case SequentialBackend b -> new SameThread();
      case ThreadsBackend b -> pool(options);
      case VirtualBackend b -> perTask();
      default -> new BackendExecutor(backend, options);
    };
  }

  private static ExecutorService pool(RunOptions options) {
    int workers =
        options.workers() > 0 ? options.workers() : Runtime.getRuntime().availableProcessors();
    AtomicInteger number = new AtomicInteger();
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            workers,
            workers,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task ->
                Thread.ofPlatform()
                    .daemon()
                    .name("lane-threads-" + number.incrementAndGet())
                    .unstarted(task)) {
          @Override
          public void execute(Runnable command) {
            super.execute(inScope(command));
          }
        };
    // A lane that nobody closes must not keep threads for ever.
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  private static ExecutorService perTask() {
    return new Delegating(
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("lane-virtual-", 1).factory()));
  }

  /// A task that runs in the scope of the thread that submits it.
  private static Runnable inScope(Runnable command) {
    Scope scope = Scope.current();
    return scope == null ? command : scope.bind(command);
  }

  /// Tasks of an executor bound to the scopes they come from.
  private static final class Delegating extends AbstractExecutorService {
    private final ExecutorService inner;

    Delegating(ExecutorService inner) {
      this.inner = inner;
    }

    @Override
    public void execute(Runnable command) {
      inner.execute(inScope(command));
    }

    @Override
    public void shutdown() {
      inner.shutdown();
    }

    @Override
    public List<Runnable> shutdownNow() {
      return inner.shutdownNow();
    }

    @Override
    public boolean isShutdown() {
      return inner.isShutdown();
    }

    @Override
    public boolean isTerminated() {
      return inner.isTerminated();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
      return inner.awaitTermination(timeout, unit);
    }
  }

  /// Runs each task on the thread that submits it.
  private static final class SameThread extends AbstractExecutorService {
    private volatile boolean shutDown;
    private final AtomicInteger running = new AtomicInteger();

    @Override
    public void execute(Runnable command) {
      if (shutDown) {
        throw new RejectedExecutionException("this lane was shut down");
      }
      running.incrementAndGet();
      try {
        command.run();
      } finally {
        synchronized (running) {
          running.decrementAndGet();
          running.notifyAll();
        }
      }
    }

    @Override
    public void shutdown() {
      synchronized (running) {
        shutDown = true;
        running.notifyAll();
      }
    }

    @Override
    public List<Runnable> shutdownNow() {
      shutdown();
      return List.of();
    }

    @Override
    public boolean isShutdown() {
      return shutDown;
    }

    @Override
    public boolean isTerminated() {
      return shutDown && running.get() == 0;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
      long deadline = System.nanoTime() + unit.toNanos(timeout);
      synchronized (running) {
        while (!isTerminated()) {
          long left = deadline - System.nanoTime();
          if (left <= 0) {
            return false;
          }
          TimeUnit.NANOSECONDS.timedWait(running, Math.max(left, 1_000_000));
        }
        return true;
      }
    }
  }
}
