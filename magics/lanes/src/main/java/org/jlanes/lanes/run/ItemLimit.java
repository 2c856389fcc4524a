package org.jlanes.lanes.run;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jlanes.runtime.scope.Scope;
import org.jlanes.runtime.scope.Timers;
import org.jlanes.runtime.scope.UnscopedThread;

/// The time that one item may take: when it is up, the item's scope is cancelled. Made and closed
/// by the thread that runs the item; its monitor guards it from the one that watches the time.
public final class ItemLimit implements AutoCloseable {
  private final Scope scope;
  private final String reason;
  private final Future<?> clock;
  private boolean closed;
  private boolean passed;

  /// Starts to count.
  ///
  /// @param scope the item's own
  ItemLimit(Scope scope, Duration limit) {
    this.scope = scope;
    this.reason = reason(limit);
    // Not on the timers' only thread: a cancellation may take its time.
    this.clock =
        Timers.after(
            limit.toNanos(),
            TimeUnit.NANOSECONDS,
            UnscopedThread.named("item-timeout")::start,
            this::stop);
  }

  /// What is said of an item that took too long.
  public static String reason(Duration limit) {
    return "it did not end within " + Nanos.text(limit.toNanos());
  }

  private synchronized void stop() {
    if (!closed) {
      passed = true;
      scope.cancel(reason);
    }
  }

  /// What the item failed of, given what it threw.
  synchronized Throwable blamed(Throwable thrown) {
    if (!passed) {
      return thrown;
    }
    TimeoutException late = new TimeoutException(reason);
    late.initCause(thrown);
    return late;
  }

  /// Stops to count. Takes back an interrupt that was for the item; none comes afterwards.
  @Override
  public void close() {
    boolean _ = clock.cancel(false);
    synchronized (this) {
      closed = true;
      if (passed) {
        boolean _ = Thread.interrupted();
      }
    }
    scope.close();
  }
}
