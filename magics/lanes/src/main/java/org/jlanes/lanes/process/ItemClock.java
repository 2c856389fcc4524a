package org.jlanes.lanes.process;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jlanes.lanes.run.Backend;
import org.jlanes.lanes.run.ItemLimit;
import org.jlanes.runtime.scope.UnscopedThread;

/// Stops the items of a run that take longer than they may. Has a thread of its own, which looks
/// when the next item may be late; the lock is the [Roster]'s. Idle where there is no limit.
final class ItemClock<T, R> {
  private final RunTerms terms;
  private final Roster<T, R> roster;
  private final ItemStops<T, R> stops;
  private final CountDownLatch closed = new CountDownLatch(1);

  ItemClock(RunTerms terms, Roster<T, R> roster, ItemStops<T, R> stops) {
    this.terms = terms;
    this.roster = roster;
    this.stops = stops;
  }

  /// Begins to look, when the workers can run items.
  void start() {
    if (terms.itemTimeout() != null) {
      UnscopedThread.named("item-clock").start(this::watch);
    }
  }

  /// No item is stopped from now on.
  void close() {
    closed.countDown();
  }

  private void watch() {
    String reason = ItemLimit.reason(terms.itemTimeout());
    try {
      long wait = limit();
      while (!closed.await(wait, TimeUnit.NANOSECONDS)) {
        List<Integer> late = new ArrayList<>();
        wait = look(late);
        late.forEach(index -> stops.stop(index, true, reason));
      }
    } catch (InterruptedException e) {
      // Nobody has a reason to interrupt this thread.
      Thread.currentThread().interrupt();
    }
  }

  private long limit() {
    return terms.itemTimeout().toNanos();
  }

  /// Marks the items that are late.
  ///
  /// @return in how many nanoseconds the next one may be: one that begins later is late later
  private long look(List<Integer> late) {
    synchronized (roster) {
      long now = System.nanoTime();
      long next = limit();
      for (Slot<T, R> slot : roster.slots()) {
        Backend.Running running = slot.running();
        if (running == null || slot.sent.peek().stopped != null) {
          continue;
        }
        long left = limit() - (now - running.since());
        if (left <= 0) {
          slot.sent.single(running.index()).overdue = true;
          late.add(running.index());
        } else {
          next = Math.min(next, left);
        }
      }
      return next;
    }
  }
}
