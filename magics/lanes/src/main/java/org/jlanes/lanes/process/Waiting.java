package org.jlanes.lanes.process;

import java.util.ArrayList;
import java.util.List;

/// Items that wait for a worker, and how many of them each gets. Owned by the lock of the [Roster].
final class Waiting<T, R> {
  /// Items for a worker, taken out of those that wait.
  ///
  /// @param worker the slot's worker at that moment
  /// @param shipping what they go with
  /// @param waited whether the worker had nothing to do
  /// @param free whether it begins the first of them at once, which it then cannot give back
  record Batch(
      WorkerProcess worker,
      List<Load> loads,
      Flight.Shipping shipping,
      boolean waited,
      boolean free) {}

  private final RunTerms terms;
  private final int workers;
  private final Pace pace;
  private final Convoy<T, R> pending = new Convoy<>();

  /// No items yet.
  ///
  /// @param workers how many the run has
  Waiting(RunTerms terms, int workers) {
    this.terms = terms;
    this.workers = workers;
    this.pace = new Pace(terms.chunk());
  }

  /// What is measured of the items.
  Pace pace() {
    return pace;
  }

  /// How many items may be in flight.
  int window() {
    return terms.eachWorker() ? workers : workers * Math.max(4, 2 * pace.depth());
  }

  /// Those that a place may get.
  ///
  /// @param slot null for what any place may get
  Convoy<T, R> of(Slot<T, R> slot) {
    return terms.eachWorker() && slot != null ? slot.own : pending;
  }

  /// Lets items wait again, before all others.
  ///
  /// @param slot as for [#of]
  void putBack(List<Flight<T, R>> flights, Slot<T, R> slot) {
    of(slot).addFirst(flights);
  }

  /// How many of them a worker is to get now.
  int room(Slot<T, R> slot) {
    Convoy<T, R> from = of(slot);
    if (from.isEmpty() || slot.sending || slot.state != Slot.State.READY) {
      return 0;
    }
    boolean alone = from.peek().alone;
    if (!slot.sent.isEmpty() && (alone || slot.sent.peek().alone)) {
      return 0;
    }
    int n = alone ? 1 : pace.batch(slot.sent.size(), from.size(), workers);
    return Math.min(n, terms.room(slot));
  }

  /// Takes what a worker has room for, and notes it as sent; null if there is nothing.
  Batch next(Slot<T, R> slot) {
    int n = room(slot);
    if (n <= 0) {
      return null;
    }
    Convoy<T, R> from = of(slot);
    boolean waited = slot.sent.isEmpty();
    Flight.Shipping shipping = new Flight.Shipping();
    List<Load> batch = new ArrayList<>();
    int taken = 0;
    while (taken < n && (taken == 0 || !from.peek().alone)) {
      Flight<T, R> flight = from.poll(n - taken);
      flight.shipping = shipping;
      slot.sent.add(flight);
      batch.add(flight.load());
      taken += flight.size();
    }
    slot.sending = true;
    slot.asked = false;
    slot.worker.tally().give(taken);
    return new Batch(slot.worker, batch, shipping, waited, waited && !slot.presumed);
  }

  /// Takes an item out that any place may get; null if it does not wait.
  Flight<T, R> take(int index) {
    return pending.remove(index);
  }

  /// Whether a worker has nothing to do though it could, and nothing waits that it may do.
  boolean missedBy(Slot<T, R> slot) {
    return !terms.eachWorker()
        && pending.isEmpty()
        && slot.sent.isEmpty()
        && !slot.sending
        && slot.state == Slot.State.READY
        && terms.room(slot) > 0;
  }

  /// Takes all out that any place may get.
  List<Flight<T, R>> clear() {
    return pending.clear();
  }
}
