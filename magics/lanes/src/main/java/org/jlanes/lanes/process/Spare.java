package org.jlanes.lanes.process;

import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jlanes.lanes.run.LaneException;
import org.jlanes.runtime.scope.Timers;
import org.jlanes.runtime.scope.UnscopedThread;

/// Keeps a pool's spare: a worker more than its latest run needed, so that one that is lost costs
/// nobody the start of a JVM. Starts one after the other, on a thread of its own. Safe for any
/// thread.
final class Spare {
  /// How long a start waits: a run that has just begun needs the cores itself, and a body that
  /// kills one worker after the other must not make this start them at its pace.
  private static final long DELAY_MILLIS = 500;

  private static final System.Logger LOG = System.getLogger(Spare.class.getName());

  private final WorkerPool pool;
  private final Executor later =
      Timers.delayed(
          DELAY_MILLIS, TimeUnit.MILLISECONDS, UnscopedThread.named("worker-spare")::start);
  private final AtomicBoolean due = new AtomicBoolean();

  /// The spare of a pool.
  Spare(WorkerPool pool) {
    this.pool = pool;
  }

  /// Has one started soon if there is none.
  void see() {
    if (pool.lacking() > 0 && due.compareAndSet(false, true)) {
      later.execute(this::start);
    }
  }

  private void start() {
    try {
      pool.fill();
    } catch (LaneException e) {
      // Whoever needs a worker will start one, and be told why it does not come.
      LOG.log(System.Logger.Level.WARNING, "no spare worker for pool " + pool.name(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      due.set(false);
    }
  }
}
