package org.jlanes.lanes.run;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jlanes.lanes.Lane;
import org.jlanes.lanes.LaneFailure;
import org.jlanes.lanes.LaneRun;
import org.jlanes.lanes.Source;
import org.jlanes.lanes.Task;
import org.jlanes.runtime.scope.CancelledError;

/// A lane with its options; the executor is made when it is first used.
public final class StandardLane implements Lane {
  private final Backend backend;
  private final RunOptions options;
  private ExecutorService executor;
  private boolean shutDown;

  /// A lane with options.
  public StandardLane(Backend backend, RunOptions options) {
    this.backend = backend;
    this.options = options;
  }

  private Lane with(RunOptions others) {
    return new StandardLane(backend, others);
  }

  private static int atLeast(int least, int n, String what) {
    if (n < least) {
      throw new IllegalArgumentException(what + " must be at least " + least + ", not " + n);
    }
    return n;
  }

  @Override
  public String name() {
    return backend.lane();
  }

  @Override
  public Lane workers(int n) {
    return with(options.withWorkers(atLeast(1, n, "the number of workers")));
  }

  @Override
  public Lane limit(int n) {
    return with(options.withLimit(atLeast(1, n, "the limit")));
  }

  @Override
  public Lane rate(double itemsPerSecond) {
    if (!(itemsPerSecond > 0)) {
      throw new IllegalArgumentException("the rate must be positive, not " + itemsPerSecond);
    }
    return with(options.withRate(itemsPerSecond));
  }

  @Override
  public Lane timeout(Duration duration) {
    if (duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException("the timeout must be positive, not " + duration);
    }
    return with(options.withTimeout(duration));
  }

  @Override
  public Lane retries(int n) {
    return with(options.withRetries(atLeast(0, n, "the number of retries")));
  }

  @Override
  public Lane keepGoing() {
    return with(options.withKeepGoing(true));
  }

  @Override
  public Lane chunk(int n) {
    return with(options.withChunk(atLeast(1, n, "the chunk")));
  }

  @Override
  public Lane quiet() {
    return with(options.withQuiet(true));
  }

  @Override
  public Lane repeat(int n) {
    return with(options.withRepeat(atLeast(1, n, "the number of repetitions")));
  }

  @Override
  public Lane option(String name, String value) {
    return with(options.with(name, value));
  }

  @Override
  public <T, R> LaneRun<R> map(Source<T> items, Task<T, R> body) {
    synchronized (this) {
      if (shutDown) {
        throw new RejectedExecutionException("this lane was shut down");
      }
    }
    try (LiveProgress progress = LiveProgress.of(options)) {
      try {
        LaneRun<R> run = new LaneRunner(backend, options, progress).run(items, body);
        progress.close(run.report().headline());
        return run;
      } catch (LaneFailure e) {
        progress.close(name() + ": " + e.getMessage());
        throw e;
      } catch (CancelledError e) {
        progress.close(name() + ": interrupted");
        throw e;
      }
    }
  }

  private synchronized ExecutorService executor() {
    if (executor == null) {
      executor = LaneExecutors.of(backend, options);
      if (shutDown) {
        executor.shutdown();
      }
    }
    return executor;
  }

  @Override
  public void execute(Runnable command) {
    executor().execute(command);
  }

  @Override
  public <T> Future<T> submit(Callable<T> task) {
    return executor().submit(task);
  }

  @Override
  public <T> Future<T> submit(Runnable task, T result) {
    return executor().submit(task, result);
  }

  @Override
  public Future<?> submit(Runnable task) {
    return executor().submit(task);
  }

  @Override
  public <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> tasks)
      throws InterruptedException {
    return executor().invokeAll(tasks);
  }

  @Override
  public <T> List<Future<T>> invokeAll(
      Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
      throws InterruptedException {
    return executor().invokeAll(tasks, timeout, unit);
  }

  @Override
  public <T> T invokeAny(Collection<? extends Callable<T>> tasks)
      throws InterruptedException, ExecutionException {
    return executor().invokeAny(tasks);
  }

  @Override
  public <T> T invokeAny(Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
      throws InterruptedException, ExecutionException, TimeoutException {
    return executor().invokeAny(tasks, timeout, unit);
  }

  @Override
  public synchronized void shutdown() {
    shutDown = true;
    if (executor != null) {
      executor.shutdown();
    }
  }

  @Override
  public synchronized List<Runnable> shutdownNow() {
    shutDown = true;
    return executor == null ? List.of() : executor.shutdownNow();
  }

  @Override
  public synchronized boolean isShutdown() {
    return shutDown;
  }

  @Override
  public synchronized boolean isTerminated() {
    return shutDown && (executor == null || executor.isTerminated());
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    ExecutorService started;
    synchronized (this) {
      started = executor;
    }
    if (started == null) {
      synchronized (this) {
        if (shutDown) {
          return true;
        }
      }
      started = executor();
    }
    return started.awaitTermination(timeout, unit);
  }

  @Override
  public String toString() {
    return "the " + name() + " lane";
  }
}
