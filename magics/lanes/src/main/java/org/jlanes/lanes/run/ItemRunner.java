package org.jlanes.lanes.run;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import org.jlanes.lanes.ItemTiming;
import org.jlanes.lanes.Outcome;
import org.jlanes.lanes.Task;
import org.jlanes.runtime.scope.CancelledError;
import org.jlanes.runtime.scope.FullHeap;
import org.jlanes.runtime.scope.Scope;

/// Runs items on the calling thread, inside a scope, and measures them. Immutable; used by the
/// lanes that run in this JVM.
///
/// @param body what is done with each item
/// @param scope the scope of the run
/// @param workers how many workers the run has
/// @param limit how long an item may take, or null
public record ItemRunner<T, R>(Task<T, R> body, Scope scope, int workers, Duration limit) {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /// Runs one item. Never throws: whatever the body throws is the outcome's failure. After the
  /// scope was cancelled every failure is a [CancelledError], with the body's as its cause, since
  /// it is most likely a consequence of being stopped.
  ///
  /// @param worker the worker's number, from 0
  /// @param workerName the worker's name in the report
  /// @param queued when the item was handed to the lane, by `System.nanoTime`
  public Outcome<R> run(
      int index, T item, int attempt, int worker, String workerName, long queued) {
    R value = null;
    Throwable failure = null;
    Attempt<T, R> start = null;
    long cpu = cpuNanos();
    long started = System.nanoTime();
    do {
      if (failure != null) {
        FullHeap.pause();
      }
      try {
        start = new Attempt<>(this, index, item, worker);
        value = limit == null ? scope.call(start) : inTime(start, index);
        failure = null;
      } catch (Attempt.Wrapped e) {
        failure = e.getCause();
      } catch (Throwable e) {
        failure = e;
      }
    } while (hasNotBegun(start, failure));
    long ended = System.nanoTime();
    long cpuEnd = cpuNanos();
    long spent = cpu < 0 || cpuEnd < 0 ? -1 : cpuEnd - cpu;
    while (true) {
      try {
        return new Outcome<>(
            index,
            value,
            failure == null ? null : blamed(failure),
            workerName,
            attempt,
            new ItemTiming(queued, queued, started, ended, ended, spent));
      } catch (OutOfMemoryError e) {
        // The body has let go of what filled the heap: there will be some memory.
        FullHeap.pause();
      }
    }
  }

  /// Whether the item has to be started again, because another one has filled the heap.
  private boolean hasNotBegun(Attempt<T, R> start, Throwable failure) {
    return FullHeap.isSaidBy(failure) && (start == null || !start.begun()) && !scope.cancelled();
  }

  private Throwable blamed(Throwable failure) {
    if (!scope.cancelled() || failure instanceof CancelledError) {
      return failure;
    }
    CancelledError cancelled = new CancelledError("stopped");
    cancelled.initCause(failure);
    return cancelled;
  }

  /// The outcome of an item that was stopped before it began.
  public Outcome<R> stopped(int index, int attempt, String workerName, long queued) {
    long now = System.nanoTime();
    while (true) {
      try {
        return new Outcome<>(
            index,
            null,
            new CancelledError("stopped before it began"),
            workerName,
            attempt,
            new ItemTiming(queued, queued, now, now, now, 0));
      } catch (OutOfMemoryError e) {
        FullHeap.pause();
      }
    }
  }

  private R inTime(Attempt<T, R> start, int index) throws Throwable {
    Scope own = scope.child("item-" + index);
    ItemLimit clock = new ItemLimit(own, limit);
    try (clock) {
      return own.call(start);
    } catch (Attempt.Wrapped e) {
      throw clock.blamed(e.getCause());
    } catch (Throwable e) {
      throw clock.blamed(e);
    }
  }

  /// CPU time of the calling thread; -1 for virtual threads, which have no CPU clock.
  private static long cpuNanos() {
    return Thread.currentThread().isVirtual() ? -1 : THREADS.getCurrentThreadCpuTime();
  }
}
