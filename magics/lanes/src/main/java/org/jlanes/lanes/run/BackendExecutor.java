package org.jlanes.lanes.run;

import java.io.Serializable;
import java.util.ArrayList;
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

/// An executor service over any backend, such as the worker processes: each task is an item. It
/// belongs to the cell whose thread submits it: it prints there and is stopped with it. The tasks
/// of one cell share a run of the backend, which is opened with the first of them and closed when a
/// task of another cell comes or the executor is shut down, and the last of them has ended.
///
/// Cancelling a future abandons its result; the task itself goes on.
final class BackendExecutor extends AbstractExecutorService {
  private final Backend backend;
  private final RunOptions options;
  private final List<CellRun> open = new ArrayList<>();
  private boolean shutDown;

  BackendExecutor(Backend backend, RunOptions options) {
    this.backend = backend;
    this.options = options;
  }

  /// The tasks of one cell. Owned by the executor's lock.
  private static final class CellRun {
    final Scope cell;
    final Scope scope;
    final Backend.Run<Callable<Object>, Object> run;
    int submitted;
    int pending;
    boolean last;

    CellRun(Scope cell, Scope scope, Backend.Run<Callable<Object>, Object> run) {
      this.cell = cell;
      this.scope = scope;
      this.run = run;
    }
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
    Scope scope = Scope.current();
    CompletableFuture<Object> _ =
        start(new Done(command, null))
            .whenComplete((done, failure) -> {
              if (failure != null && !(failure instanceof CancellationException)) {
                // As a thread of a pool does, for nobody else will ever ask.
                Runnable tell = failure::printStackTrace;
                (scope == null ? tell : scope.bind(tell)).run();
              }
            });
  }

  private synchronized CompletableFuture<Object> start(Callable<Object> task) {
    if (shutDown) {
      throw new RejectedExecutionException("this lane was shut down");
    }
    CellRun mine = current();
    CompletableFuture<Object> future = new CompletableFuture<>();
    mine.pending++;
    mine.run.submit(mine.submitted++, task, 1, outcome -> complete(mine, future, outcome));
    return future;
  }

  @SuppressWarnings("ReferenceEquality") // this very scope
  private CellRun current() {
    Scope here = Scope.current();
    Scope cell = here != null ? here : PlainOutput.scope();
    for (CellRun run : open) {
      if (run.cell == cell && !run.last) {
        return run;
      }
    }
    open.forEach(run -> run.last = true);
    closeIdle();
    CellRun run = open(cell);
    open.add(run);
    return run;
  }

  private CellRun open(Scope cell) {
    Scope scope = cell.child("executor");
    boolean opened = false;
    try {
      CellRun run = new CellRun(cell, scope, backend.open(new Call(), options, scope));
      opened = true;
      return run;
    } catch (LaneException e) {
      throw new RejectedExecutionException(e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RejectedExecutionException("interrupted", e);
    } finally {
      if (!opened) {
        scope.close();
      }
    }
  }

  private void complete(CellRun from, CompletableFuture<Object> future, Outcome<Object> outcome) {
    if (outcome.succeeded()) {
      future.complete(outcome.value());
    } else if (outcome.failure() instanceof CancelledError) {
      future.completeExceptionally(new CancellationException(outcome.failure().getMessage()));
    } else {
      future.completeExceptionally(outcome.failure());
    }
    synchronized (this) {
      from.pending--;
      closeIdle();
      notifyAll();
    }
  }

  private void closeIdle() {
    open.removeIf(run -> {
      boolean over = (run.last || shutDown) && run.pending == 0;
      if (over) {
        run.run.close();
        run.scope.close();
      }
      return over;
    });
  }

  @Override
  public synchronized void shutdown() {
    shutDown = true;
    closeIdle();
    notifyAll();
  }

  @Override
  public List<Runnable> shutdownNow() {
    List<CellRun> left;
    synchronized (this) {
      shutdown();
      left = List.copyOf(open);
    }
    left.forEach(run -> run.run.cancel("shut down"));
    return List.of();
  }

  @Override
  public synchronized boolean isShutdown() {
    return shutDown;
  }

  @Override
  public synchronized boolean isTerminated() {
    return shutDown && open.isEmpty();
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
