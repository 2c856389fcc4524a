package org.jlanes.lanes.process;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jlanes.lanes.run.Backend;
import org.jlanes.lanes.run.ItemStuck;
import org.jlanes.lanes.run.LaneException;

/// A worker's place in a run. When the worker dies another one takes the place. Owned by the lock
/// of the [Roster].
final class Slot<T, R> {
  /// What the place is waiting for.
  enum State {
    /// The worker has the envelope but has not answered.
    OPENING,
    /// Items can be sent.
    READY,
    /// The worker has died and another one is being started, or it is the first one that is.
    RESTARTING,
    /// Nobody will come: workers died too often, or cannot be started, or the run was cancelled.
    EMPTY
  }

  /// A worker that is made ready for the place of another. Owned by the lock of the [Roster].
  static final class Successor {
    final WorkerProcess worker;
    final Set<String> announced = new HashSet<>();

    /// Whether it has opened the envelope.
    boolean ready;

    Successor(WorkerProcess worker) {
      this.worker = worker;
    }
  }

  final int number;

  /// Items sent, in the order in which the worker runs them.
  final Convoy<T, R> sent = new Convoy<>();

  /// Items that only this worker may run.
  final Convoy<T, R> own = new Convoy<>();

  /// Names of the classes that this run has told the present worker of.
  final Set<String> announced = new HashSet<>();

  /// The numbers of the [ItemVariables] that the present worker has its variables from.
  final Map<Variable, Integer> set = new HashMap<>();

  /// Who takes the place when the present worker has run as many items as it may, or null.
  Successor next;

  /// Whether a successor is being looked for.
  boolean preparing;

  /// Whether the present worker goes on, however many items it has run.
  boolean lasting;

  /// Successors that died before they took the place.
  int lostSuccessors;

  /// Whether the present worker has not said yet that it has opened the envelope, but is given
  /// items.
  boolean presumed;

  /// Why its items fail, where it then has refused the envelope, or null.
  LaneException refusal;

  /// The worker that has run an item well, or null; kept of a body that becomes a setup.
  WorkerProcess did;

  /// Null until the first one has started.
  WorkerProcess worker;

  State state;

  /// Whether a thread is sending to it; the order of frames must be the order of `sent`.
  boolean sending;

  /// Whether the worker was asked to give items back and has been sent none since, unless it gave
  /// some.
  boolean asked;

  /// Whether a thread sees to it that the worker stops what it is to stop.
  boolean watched;

  /// When the worker ended its last item, on our clock; 0 before.
  long free;

  /// Where its item is that does not end though it was cancelled, or null.
  ItemStuck stuck;

  /// Workers that died here without having finished an item since.
  int fruitlessDeaths;

  /// @param worker null if it comes later
  Slot(int number, WorkerProcess worker) {
    this.number = number;
    this.worker = worker;
    this.state = worker == null ? State.RESTARTING : State.OPENING;
  }

  boolean hasReadyNext() {
    return next != null && next.ready;
  }

  /// Whether a worker is the successor.
  @SuppressWarnings("ReferenceEquality") // this very process
  boolean isNext(WorkerProcess which) {
    return next != null && next.worker == which;
  }

  /// Lets the successor take the place.
  void promote() {
    worker = next.worker;
    presumed = false;
    refusal = null;
    announced.clear();
    announced.addAll(next.announced);
    set.clear();
    next = null;
  }

  /// As shown to users: workers are counted from 1 there.
  String label() {
    return "worker " + (number + 1);
  }

  /// With the present worker's process id.
  String name() {
    return name(worker);
  }

  /// With a worker's process id.
  String name(WorkerProcess which) {
    return label() + " (pid " + which.pid() + ")";
  }

  /// What the worker runs now, or null.
  Backend.Running running() {
    Flight<T, R> first = sent.peek();
    // One that has not opened the envelope yet runs nothing.
    return first == null || first.shipped() == 0 || presumed
        ? null
        : new Backend.Running(name(), first.index(), since(first));
  }

  /// Since when the worker runs an item that it was sent.
  long since(Flight<T, R> running) {
    // It runs what it was sent in order: since the item before has ended.
    return Math.max(running.shipped(), free);
  }
}
