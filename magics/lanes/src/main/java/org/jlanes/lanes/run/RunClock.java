package org.jlanes.lanes.run;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jlanes.runtime.scope.UnscopedThread;

/// The thread beside a run that watches the time: it calls back for progress and when the time is
/// up. A platform thread, because items that keep all carriers busy would starve a virtual one.
final class RunClock implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(RunClock.class.getName());
  private static final Duration FIRST_TICK = Duration.ofMillis(500);
  private static final Duration TICK = Duration.ofMillis(200);

  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;
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
    this.thread = UnscopedThread.named("lane-clock").unstarted(this::run);
    thread.start();
  }

  private void run() {
    boolean timedOut = false;
    long nextTick = FIRST_TICK.toNanos();
    while (true) {
      long elapsed = System.nanoTime() - began;
      if (!timedOut && elapsed >= timeoutNanos) {
        timedOut = true;
        onTimeout.run();
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
    try {
      onTick.run();
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
    boolean interrupted = false;
    while (thread.isAlive()) {
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
