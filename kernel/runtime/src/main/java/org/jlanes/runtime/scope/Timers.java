package org.jlanes.runtime.scope;

import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// What has to happen at some time, for all cells. The JDK's own thread for the timers of futures
/// ends for good when an `OutOfMemoryError` hits it (JDK 25), and nothing is timed in that process
/// any more; this one is replaced. One per process. Any thread.
public final class Timers {
  private static final ScheduledThreadPoolExecutor CLOCK = clock();

  private Timers() {}

  private static ScheduledThreadPoolExecutor clock() {
    ScheduledThreadPoolExecutor clock =
        new ScheduledThreadPoolExecutor(
            1, task -> UnscopedThread.named("jlanes-clock").unstarted(task));
    clock.setRemoveOnCancelPolicy(true);
    return clock;
  }

  /// Runs tasks some time after they were given to it, as `CompletableFuture.delayedExecutor` does.
  ///
  /// @param then runs them when it is time, and returns at once: all timers share one thread
  public static Executor delayed(long delay, TimeUnit unit, Executor then) {
    return task -> {
      Future<?> _ = after(delay, unit, then, task);
    };
  }

  /// Has a task run at some time, unless that is cancelled before.
  ///
  /// @param then runs it, as above
  public static Future<?> after(long delay, TimeUnit unit, Executor then, Runnable task) {
    Runnable due = () -> then.execute(task);
    // The heap may be full when it is time, and a thread needs some of it.
    return CLOCK.schedule(() -> FullHeap.outlast(due), delay, unit);
  }
}
