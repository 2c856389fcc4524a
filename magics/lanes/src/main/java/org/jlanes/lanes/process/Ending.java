package org.jlanes.lanes.process;

import java.time.Duration;
import java.util.List;
import org.jlanes.runtime.scope.UnscopedThread;

/// Ends a run, early or not: tells workers to stop, kills those that do not listen, hands the
/// others back to the pool. Any thread may use it; the lock is the [Roster]'s.
final class Ending<T, R> {
  /// How long a cancelled item may take to notice before its worker is killed: an interrupt is to
  /// stop everything within a second.
  private static final Duration GRACE = Duration.ofMillis(900);

  /// How long a killed worker's death may take to be noticed. It takes milliseconds, unless the
  /// thread that would notice is held up by user code that reads a result.
  private static final Duration LAST_GRACE = Duration.ofSeconds(5);

  private final RunTerms terms;
  private final Roster<T, R> roster;

  Ending(RunTerms terms, Roster<T, R> roster) {
    this.terms = terms;
    this.roster = roster;
  }

  /// Stops items that run and those that wait; the second call kills.
  void cancel(String reason) {
    List<Flight<T, R>> waiting = roster.cancel(reason);
    List<Slot<T, R>> busy = roster.busy();
    if (waiting == null) {
      kill(busy);
      return;
    }
    for (Flight<T, R> flight : waiting) {
      flight.skip(reason, "");
    }
    if (!busy.isEmpty()) {
      busy.forEach(slot -> worker(slot).cancel(terms.id(), reason));
      UnscopedThread.named("worker-watch").start(this::killWhatDoesNotStop);
    }
  }

  private void killWhatDoesNotStop() {
    try {
      roster.awaitQuiet(GRACE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    kill(roster.busy());
  }

  private void kill(List<Slot<T, R>> slots) {
    slots.forEach(slot -> worker(slot).kill());
  }

  private WorkerProcess worker(Slot<T, R> slot) {
    synchronized (roster) {
      return slot.worker;
    }
  }

  /// Waits for stragglers, in the end by killing them, and gives the workers back. The calling
  /// thread's interrupt status is kept. Once only.
  void close() {
    boolean interrupted = Thread.interrupted();
    interrupted |= settle(GRACE);
    if (!roster.busy().isEmpty()) {
      cancel("the run has ended");
      interrupted |= settle(GRACE);
      kill(roster.busy());
      interrupted |= settle(LAST_GRACE);
    }
    roster.close();
    // The pool hands out first what came back last: the next run gets them in the same order.
    // Before another run can have these workers.
    boolean setup = remain();
    terms.shipment().lease().releaseOthers();
    if (!setup) {
      terms.shipment().lease().release();
    }
    for (Slot<T, R> slot : roster.slots().reversed()) {
      WorkerProcess worker;
      boolean usable;
      synchronized (roster) {
        worker = slot.state == Slot.State.EMPTY ? null : slot.worker;
        usable =
            slot.state == Slot.State.READY
                && slot.sent.isEmpty()
                && !slot.sending
                && !slot.presumed;
        if (slot.state != Slot.State.RESTARTING) {
          slot.state = Slot.State.EMPTY;
        }
      }
      if (usable) {
        if (setup && roster.did(slot)) {
          worker.leaveAsSetup(terms.id());
        } else {
          worker.leave(terms.id());
        }
        if (terms.maxItems() > 0 && worker.tally().given() >= terms.maxItems()) {
          terms.pool().retire(worker);
        } else {
          terms.pool().giveBack(worker);
        }
      } else if (worker != null) {
        terms.pool().lost(worker);
        // One that came when all was quiet has not been killed.
        worker.close();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /// Has the pool take note of what the run leaves, if all workers have run it well.
  ///
  /// @return whether its body is one that each worker is to run
  private boolean remain() {
    boolean setup = terms.everywhere() != null;
    if (!setup && terms.remains().isEmpty() || !roster.allDid()) {
      return false;
    }
    if (setup) {
      terms.pool().state().keep(Setup.of(terms));
    } else {
      terms.pool().state().own(terms.remains().own());
    }
    return setup;
  }

  /// Waits for the workers, whether interrupted or not.
  ///
  /// @return whether the thread was interrupted
  private boolean settle(Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    boolean interrupted = false;
    while (true) {
      try {
        roster.awaitQuiet(Duration.ofNanos(deadline - System.nanoTime()));
        return interrupted;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
  }
}
