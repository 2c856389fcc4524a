package org.jlanes.lanes.process;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jlanes.runtime.scope.UnscopedThread;

/// Stops single items of a run: those that wait are taken out, the worker is told of those that it
/// has, and a worker that does not stop one in time is killed; its other items run again. Any
/// thread may use it; the lock is the [Roster]'s.
final class ItemStops<T, R> {
  /// How long an item may take to notice before its worker is killed.
  private static final Duration GRACE = Duration.ofMillis(1500);

  private final RunTerms terms;
  private final Roster<T, R> roster;

  ItemStops(RunTerms terms, Roster<T, R> roster) {
    this.terms = terms;
    this.roster = roster;
  }

  /// Stops an item.
  ///
  /// @param running whether also if it runs already
  void stop(int index, boolean running, String reason) {
    Flight<T, R> waiting;
    WorkerProcess worker = null;
    // In one step: it may be on its way from one to the other.
    synchronized (roster) {
      waiting = roster.unqueue(index);
      for (Slot<T, R> slot : roster.slots()) {
        Flight<T, R> flight = slot.sent.single(index);
        if (flight != null) {
          worker = slot.worker;
          if (running) {
            flight.stopped = reason;
            watch(slot);
          }
        }
      }
    }
    if (waiting != null) {
      waiting.skip(reason, "");
    } else if (worker != null) {
      worker.stop(terms.id(), index, running, reason);
    }
  }

  /// Takes out what was sent to a place and is to be stopped: when its worker dies that need not
  /// run again. The caller holds the roster's lock.
  static <T, R> List<Flight<T, R>> take(Slot<T, R> slot) {
    return slot.sent.removeIf(flight -> flight.stopped != null);
  }

  /// Has a thread see to it that what is to be stopped in a place is, one for each place.
  private void watch(Slot<T, R> slot) {
    if (!slot.watched) {
      slot.watched = true;
      UnscopedThread.named("worker-watch")
          .start(() -> {
            for (WorkerProcess stuck = next(slot); stuck != null; stuck = next(slot)) {
              stuck.kill();
            }
          });
    }
  }

  /// Waits until a worker has run an item for too long that it was to stop.
  ///
  /// @return the worker, or null if its place has nothing to be stopped any more
  @SuppressWarnings("ReferenceEquality") // this very flight
  private WorkerProcess next(Slot<T, R> slot) {
    synchronized (roster) {
      long deadline = System.nanoTime() + GRACE.toNanos();
      Flight<T, R> before = null;
      while (!slot.sent.those(flight -> flight.stopped != null).isEmpty()) {
        Flight<T, R> first = slot.sent.peek();
        if (first != before || first.stopped == null) {
          before = first;
          deadline = System.nanoTime() + GRACE.toNanos();
        }
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0) {
          return slot.worker;
        }
        try {
          roster.wait(left);
        } catch (InterruptedException e) {
          // Nobody has a reason to interrupt this thread.
          Thread.currentThread().interrupt();
          break;
        }
      }
      slot.watched = false;
      return null;
    }
  }
}
