package org.jlanes.lanes.run;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jlanes.runtime.scope.FullHeap;
import org.jlanes.runtime.scope.Timers;
import org.jlanes.runtime.scope.UnscopedThread;

/// The thread beside a run that watches the time: it calls back for progress and when the time is
/// up. A platform thread, because items that keep all carriers busy would starve a virtual one. It
/// is started when there is something to do for it: most runs have ended before.
final class RunClock implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(RunClock.class.getName());
  private static final Duration FIRST_TICK = Duration.ofMillis(500);
  private static final Duration TICK = Duration.ofMillis(200);

  private final CountDownLatch closed = new CountDownLatch(1);
  private final Alarm alarm = new Alarm(this);
  private final Runnable onTick;
  private final Runnable onTimeout;
  private final long began = System.nanoTime();
  private final long timeoutNanos;

  /// Starts the clock.
  ///
  /// @param timeout when to call `onTimeout` (once); null for never
  /// @param onTick called after half a second and five times a second from then on
  RunClock(Duration timeout, Runnable onTimeout, Runnable onTick) {
    this.timeoutNanos = timeout == null ? Long.MAX_VALUE : saturated(timeout);
    this.onTimeout = onTimeout;
    this.onTick = onTick;
    long first = Math.min(timeoutNanos, FIRST_TICK.toNanos());
    Timers.delayed(first, TimeUnit.NANOSECONDS, alarm).execute(() -> {});
  }

  /// Starts the thread, later. Lets go of a clock that is closed before, and with it of a run. Its
  /// monitor guards it.
  private static final class Alarm implements Executor {
    private RunClock clock;
    private Thread thread;

    Alarm(RunClock clock) {
      this.clock = clock;
    }

    /// Called by the timer; what is to be run is the clock.
    @Override
    public synchronized void execute(Runnable nothing) {
      if (clock != null) {
        thread = UnscopedThread.named("lane-clock").start(clock::run);
      }
    }

    /// The thread, or null if none was started, and will not be.
    synchronized Thread off() {
      clock = null;
      return thread;
    }
  }

  private void run() {
    boolean timedOut = false;
    long nextTick = FIRST_TICK.toNanos();
    while (true) {
      long elapsed = System.nanoTime() - began;
      if (!timedOut && elapsed >= timeoutNanos) {
        timedOut = true;
        FullHeap.outlast(onTimeout);
      }
      if (elapsed >= nextTick) {
        nextTick = ticked() ? elapsed + TICK.toNanos() : Long.MAX_VALUE;
      }
      long next = timedOut ? nextTick : Math.min(nextTick, timeoutNanos);
      try {
        if (closed.await(next - (System.nanoTime() - began), TimeUnit.NANOSECONDS)) {
          return;
        }
      } catch (InterruptedException e) {
        // Nobody has a reason to interrupt this thread; it ends when it is closed.
      }
    }
  }

  /// Progress that cannot be shown must not end the clock, which keeps the timeout.
  private boolean ticked() {
    if (FullHeap.isFull()) {
      // At the next tick, then. A class that is not loaded for want of memory may never be.
      return true;
    }
    try {
      onTick.run();
      return true;
    } catch (OutOfMemoryError e) {
      // There will be memory at the next tick, or the one after that.
      return true;
    } catch (RuntimeException | Error e) {
      LOG.log(System.Logger.Level.WARNING, "the progress of a run is not shown any more", e);
      return false;
    }
  }

  /// Ends the clock; no callback runs afterwards. Returns whether the wait was interrupted.
  @Override
  public void close() {
    closed.countDown();
    Thread thread = alarm.off();
    boolean interrupted = false;
    while (thread != null && thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /// Not the cell's group: cancelling the cell would interrupt the clock.
  private static long saturated(Duration d) {
    return d.compareTo(Duration.ofNanos(Long.MAX_VALUE)) >= 0 ? Long.MAX_VALUE : d.toNanos();
  }
}
