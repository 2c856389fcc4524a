package org.jlanes.lanes.run;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jlanes.runtime.scope.Scope;
import org.jlanes.runtime.scope.Timers;
import org.jlanes.runtime.system.Uninterrupted;

/// An executor service over any backend, such as the worker processes. A task belongs to the cell
/// whose thread submits it: it prints there and is stopped with it. The tasks of one cell share a
/// run of the backend ([CellTasks]), which is opened with the first of them. It gives its workers
/// back when it has had nothing to do for a second, when another run needs them, or when the
/// executor is shut down.
///
/// Its monitor guards the runs and is held for moments only; a second one is held while a run is
/// opened. Safe for any thread.
final class BackendExecutor extends LaneExecutor {
  private static final long LINGER_MILLIS = 1000;

  /// When what lingers is looked at; not on the JDK's thread for timers, for closing may wait.
  private static final Executor LATER =
      Timers.delayed(
          LINGER_MILLIS,
          TimeUnit.MILLISECONDS,
          check ->
              Thread.ofVirtual()
                  .name("lane-idle")
                  .inheritInheritableThreadLocals(false)
                  .start(check));

  /// Ends the runs that have nothing to do.
  @SuppressWarnings("UnnecessaryLambda") // the same object each time that the backend hears of it
  private final Runnable giveBack = () -> close(0);

  private final Backend backend;
  private final RunOptions options;
  private final Object opening = new Object();
  private final List<CellTasks> open = new ArrayList<>();
  private boolean shutDown;

  /// Whether a look at what lingers is to come.
  private boolean lingering;

  BackendExecutor(Backend backend, RunOptions options) {
    this.backend = backend;
    this.options = options;
  }

  @Override
  void start(LaneFuture<?> task) {
    CellTasks tasks = tasksOf(task.scope());
    while (!tasks.add(task)) {
      // It has just been closed, which may take its time.
      awaitEnd(tasks);
      tasks = tasksOf(task.scope());
    }
  }

  private CellTasks tasksOf(Scope cell) {
    synchronized (opening) {
      synchronized (this) {
        refuseIfShutDown();
        for (CellTasks tasks : open) {
          if (tasks.isOf(cell)) {
            return tasks;
          }
        }
      }
      // The tasks of the next cell have the warmest worker.
      close(0);
      CellTasks tasks = open(cell);
      boolean late;
      synchronized (this) {
        late = shutDown;
        open.add(tasks);
        backend.whenWorkersLack(giveBack);
      }
      if (late) {
        close(0);
        refuseIfShutDown();
      }
      return tasks;
    }
  }

  private synchronized void awaitEnd(CellTasks closed) {
    Uninterrupted.await(this, () -> !open.contains(closed));
  }

  private synchronized void refuseIfShutDown() {
    if (shutDown) {
      throw new RejectedExecutionException("this lane was shut down");
    }
  }

  private CellTasks open(Scope cell) {
    try {
      return new CellTasks(backend, options, cell, this::quiet);
    } catch (LaneException e) {
      throw new RejectedExecutionException(e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RejectedExecutionException("interrupted", e);
    }
  }

  @Override
  void cancelled(LaneFuture<?> task, boolean running) {
    all().forEach(tasks -> tasks.cancel(task, running));
  }

  private synchronized List<CellTasks> all() {
    return List.copyOf(open);
  }

  /// A run has nothing to do.
  private void quiet() {
    boolean now;
    synchronized (this) {
      now = shutDown;
      if (!now && !lingering) {
        lingering = true;
        LATER.execute(this::look);
      }
    }
    if (now) {
      close(0);
    }
  }

  private void look() {
    close(TimeUnit.MILLISECONDS.toNanos(LINGER_MILLIS));
    synchronized (this) {
      lingering = open.stream().anyMatch(CellTasks::idle);
      if (lingering) {
        LATER.execute(this::look);
      }
    }
  }

  /// Closes the runs that have been idle for so long.
  private void close(long nanos) {
    for (CellTasks tasks : all()) {
      if (tasks.idleNanos() >= nanos && tasks.closeIfIdle()) {
        synchronized (this) {
          open.remove(tasks);
          if (open.isEmpty()) {
            backend.withdraw(giveBack);
          }
          notifyAll();
        }
      }
    }
  }

  @Override
  public void shutdown() {
    synchronized (this) {
      shutDown = true;
      notifyAll();
    }
    close(0);
  }

  @Override
  public List<Runnable> shutdownNow() {
    synchronized (this) {
      shutDown = true;
    }
    List<LaneFuture<?>> never = new ArrayList<>();
    all().forEach(tasks -> never.addAll(tasks.stop()));
    shutdown();
    return givenBack(never);
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
