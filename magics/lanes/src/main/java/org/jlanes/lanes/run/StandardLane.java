package org.jlanes.lanes.run;

import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jlanes.lanes.Lane;
import org.jlanes.lanes.LaneContext;
import org.jlanes.lanes.LaneFailure;
import org.jlanes.lanes.LaneRun;
import org.jlanes.lanes.Source;
import org.jlanes.lanes.Task;
import org.jlanes.lanes.WorkerView;
import org.jlanes.runtime.scope.CancelledError;

/// A lane with its options; the executor is made when it is first used.
public final class StandardLane implements Lane, Serializable {
  private static final long serialVersionUID = 1L;

  private final transient Backend backend;
  private final RunOptions options;
  private transient LaneExecutor executor;
  private boolean shutDown;

  /// A lane with options.
  public StandardLane(Backend backend, RunOptions options) {
    this.backend = backend;
    this.options = options;
  }

  private synchronized Object writeReplace() {
    return new CapturedLane(backend.lane(), options, shutDown);
  }

  private void readObject(ObjectInputStream in) throws InvalidObjectException {
    throw new InvalidObjectException("a lane is written as a CapturedLane");
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
    return with(options.withTimeout(positive(duration)));
  }

  @Override
  public Lane itemTimeout(Duration duration) {
    return with(options.withItemTimeout(positive(duration)));
  }

  private static Duration positive(Duration timeout) {
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("the timeout must be positive, not " + timeout);
    }
    return timeout;
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
  public Lane inOrder() {
    return with(options.with(RunOptions.IN_ORDER, "true"));
  }

  @Override
  public <T, R> LaneRun<R> map(Source<T> items, Task<T, R> body) {
    refuseIfShutDown();
    return run(items, body, Outlet.none());
  }

  @Override
  public <T, R> Stream<R> stream(Source<T> items, Task<T, R> body) {
    refuseIfShutDown();
    if (options.repeat() > 1) {
      throw new UnsupportedOperationException("a stream knows no repetitions: use map or forEach");
    }
    Objects.requireNonNull(body, "the body is null");
    // Asked here: the run has a thread of its own.
    StandardLane runner =
        LaneContext.inside() ? new StandardLane(backend, options.withQuiet(true)) : this;
    return new StreamedRun<R>(
            Objects.requireNonNull(items, "the source of the items is null"),
            options.more().containsKey(RunOptions.IN_ORDER),
            outlet -> {
              LaneRun<R> _ = runner.run(items, body, outlet);
            })
        .stream();
  }

  private synchronized void refuseIfShutDown() {
    if (shutDown) {
      throw new RejectedExecutionException("this lane was shut down");
    }
  }

  private <T, R> LaneRun<R> run(Source<T> items, Task<T, R> body, Outlet<R> outlet) {
    try (LiveProgress progress = LiveProgress.of(options)) {
      try {
        LaneRun<R> run = new LaneRunner(backend, options, progress).run(items, body, outlet);
        progress.close(() -> run.report().headline());
        return run;
      } catch (LaneFailure e) {
        progress.close(() -> name() + ": " + e.getMessage());
        throw e;
      } catch (CancelledError e) {
        progress.close(() -> name() + ": interrupted");
        throw e;
      }
    }
  }

  @Override
  public WorkerView view() {
    if (backend instanceof PoolOwner owner) {
      return owner.view(options.withQuiet(true));
    }
    throw new UnsupportedOperationException(
        "the "
            + name()
            + " lane has no workers with variables of their own; Lanes.processes() has");
  }

  private synchronized LaneExecutor executor() {
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
  public <T> CompletableFuture<T> submit(Callable<T> task) {
    return executor().submit(task);
  }

  @Override
  public <T> CompletableFuture<T> submit(Runnable task, T result) {
    return executor().submit(task, result);
  }

  @Override
  public CompletableFuture<?> submit(Runnable task) {
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
  public List<Runnable> shutdownNow() {
    ExecutorService started;
    synchronized (this) {
      shutDown = true;
      started = executor;
    }
    return started == null ? List.of() : started.shutdownNow();
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
