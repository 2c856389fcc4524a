package org.jlanes.lanes.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jlanes.runtime.envelope.Frame;
import org.jlanes.runtime.scope.CancelledError;

/// Sees to it that no worker has nothing to do while items wait in another one, behind a long one
/// perhaps: asks that one for half of them. It decides what it gives, since it alone knows what it
/// has begun. Any thread; has no state of its own; the lock is the [Roster]'s.
final class Sharing<T, R> {
  private final RunTerms terms;
  private final Roster<T, R> roster;

  Sharing(RunTerms terms, Roster<T, R> roster) {
    this.terms = terms;
    this.roster = roster;
  }

  /// Asks another worker for items if a worker has nothing to do.
  void see(Slot<T, R> idle) {
    WorkerProcess worker;
    int most;
    synchronized (roster) {
      Slot<T, R> richest = roster.idles(idle) ? richest() : null;
      if (richest == null) {
        return;
      }
      richest.asked = true;
      worker = richest.worker;
      most = richest.sent.size() / 2;
    }
    try {
      worker.deliver(new Frame.Return(terms.id(), most), null);
    } catch (IOException e) {
      throw new IllegalStateException("a short frame", e);
    }
  }

  /// The worker with the most items that has not been asked; null if all have one at most, which
  /// they run.
  private Slot<T, R> richest() {
    Slot<T, R> richest = null;
    for (Slot<T, R> slot : roster.slots()) {
      boolean may = slot.state == Slot.State.READY && !slot.asked;
      if (may && slot.sent.size() > (richest == null ? 1 : richest.sent.size())) {
        richest = slot;
      }
    }
    return richest;
  }

  /// A worker has given items back, none if it has begun them all. They wait for another one.
  @SuppressWarnings("ReferenceEquality") // this very process
  void returned(Slot<T, R> slot, WorkerProcess worker, Frame.Returned frame) {
    List<Flight<T, R>> back;
    List<Flight<T, R>> stopped = new ArrayList<>();
    CancelledError over = null;
    synchronized (roster) {
      if (slot.worker != worker || frame.indices().length == 0) {
        // It is not asked again before it is sent more.
        return;
      }
      slot.asked = false;
      int before = slot.sent.size();
      back = slot.sent.removeAll(frame.indices());
      worker.tally().give(slot.sent.size() - before);
      for (Flight<T, R> flight : back) {
        if (flight.stopped != null) {
          // Somebody has stopped it meanwhile.
          stopped.add(flight);
        }
      }
      back.removeAll(stopped);
      if (!roster.putBack(back)) {
        over = roster.over();
      }
    }
    for (Flight<T, R> flight : stopped) {
      flight.skip(flight.stopped, slot.label());
    }
    if (over != null) {
      for (Flight<T, R> flight : back) {
        flight.fail(over, slot.label());
      }
    }
  }
}
