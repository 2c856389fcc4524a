package org.jlanes.lanes.run;

import java.io.Serializable;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jlanes.lanes.Outcome;
import org.jlanes.lanes.Task;
import org.jlanes.runtime.scope.CancelledError;
import org.jlanes.runtime.scope.Scope;

/// An executor service over any backend, such as the worker processes: each task is an item. The
/// backend's run is opened with the first task, in the scope of the thread that submits it.
///
/// Cancelling a future abandons its result; the task itself goes on.
final class BackendExecutor extends AbstractExecutorService {
  private final Backend backend;
  private final RunOptions options;
  private Backend.Run<Callable<Object>, Object> run;
  private Scope scope;
  private int submitted;
  private int pending;
  private boolean shutDown;

  BackendExecutor(Backend backend, RunOptions options) {
    this.backend = backend;
    this.options = options;
  }

  /// The body: a class that workers know, so that only the task itself is sent.
  private record Call() implements Task<Callable<Object>, Object> {
    @Override
    public Object apply(Callable<Object> task) throws Exception {
      return task.call();
    }
  }

  /// A runnable as a task.
  private record Done(Runnable command, Object result) implements Callable<Object>, Serializable {
    @Override
    public Object call() {
      command.run();
      return result;
    }
  }

  @Override
  @SuppressWarnings("unchecked") // the future gets what the task returned
  public <T> Future<T> submit(Callable<T> task) {
    return (Future<T>) start((Callable<Object>) task);
  }

  @Override
  public Future<?> submit(Runnable task) {
    return start(new Done(task, null));
  }

  @Override
  @SuppressWarnings("unchecked") // the future gets `result`
  public <T> Future<T> submit(Runnable task, T result) {
    return (Future<T>) start(new Done(task, result));
  }

  @Override
  public void execute(Runnable command) {
    Future<?> _ = start(new Done(command, null));
  }

  private synchronized CompletableFuture<Object> start(Callable<Object> task) {
    if (shutDown) {
      throw new RejectedExecutionException("this lane was shut down");
    }
    open();
    CompletableFuture<Object> future = new CompletableFuture<>();
    pending++;
    run.submit(submitted++, task, 1, outcome -> complete(future, outcome));
    return future;
  }

  private void open() {
    if (run == null) {
      Scope outer = Scope.current();
      scope = (outer != null ? outer : PlainOutput.scope()).child("executor");
      try {
        run = backend.open(new Call(), options, scope);
      } catch (LaneException e) {
        throw new RejectedExecutionException(e.getMessage(), e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new RejectedExecutionException("interrupted", e);
      }
    }
  }

  private void complete(CompletableFuture<Object> future, Outcome<Object> outcome) {
    if (outcome.succeeded()) {
      future.complete(outcome.value());
    } else if (outcome.failure() instanceof CancelledError) {
      future.completeExceptionally(new CancellationException(outcome.failure().getMessage()));
    } else {
      future.completeExceptionally(outcome.failure());
    }
    synchronized (this) {
      pending--;
      closeIfDone();
      notifyAll();
    }
  }

  private void closeIfDone() {
    if (shutDown && pending == 0 && run != null) {
      run.close();
      scope.close();
      run = null;
    }
  }

  @Override
  public synchronized void shutdown() {
    shutDown = true;
    closeIfDone();
  }

  @Override
  public List<Runnable> shutdownNow() {
    Backend.Run<?, ?> current;
    synchronized (this) {
      shutDown = true;
      closeIfDone();
      current = run;
    }
    if (current != null) {
      current.cancel("shut down");
    }
    return List.of();
  }

  @Override
  public synchronized boolean isShutdown() {
    return shutDown;
  }

  @Override
  public synchronized boolean isTerminated() {
    return shutDown && pending == 0;
  }

  @Override
  public synchronized boolean awaitTermination(long timeout, TimeUnit unit)
      throws InterruptedException {
    long deadline = System.nanoTime() + unit.toNanos(timeout);
    while (!isTerminated()) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      TimeUnit.NANOSECONDS.timedWait(this, Math.max(left, 1_000_000));
    }
    return true;
  }
}
