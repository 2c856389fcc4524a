package org.jlanes.lanes.process;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jlanes.lanes.run.ItemStuck;
import org.jlanes.lanes.run.LaneException;
import org.jlanes.runtime.scope.CancelledError;

/// Who has what in a run: the workers' places, the items that wait, and whether the run goes on.
///
/// Its monitor is the lock of the whole run and owns slots, flights and pace too; the other parts
/// of a run hold it where they touch those. While it is held nothing is sent, serialized or read,
/// and no outcome is told. Every change is notified.
final class Roster<T, R> {
  /// Items for a worker, taken out of those that wait.
  ///
  /// @param worker the slot's worker at that moment
  record Batch<T, R>(WorkerProcess worker, List<Flight<T, R>> flights) {}

  private final RunTerms terms;
  private final WorkerPool pool;
  private final boolean eachWorker;
  private final Pace pace;
  private final List<Slot<T, R>> slots;
  private final Deque<Flight<T, R>> pending = new ArrayDeque<>();
  private final List<String> notes = new ArrayList<>();
  private String cancelled;
  private boolean fruitful;
  private boolean closed;

  /// A run with these workers, which have not been sent anything.
  Roster(RunTerms terms, List<WorkerProcess> workers) {
    this.terms = terms;
    this.pool = terms.pool();
    this.eachWorker = terms.eachWorker();
    this.pace = new Pace(terms.chunk());
    this.slots =
        IntStream.range(0, workers.size())
            .mapToObj(i -> new Slot<T, R>(i, workers.get(i)))
            .toList();
  }

  /// All places; the list never changes.
  List<Slot<T, R>> slots() {
    return slots;
  }

  /// The places, that with the least to do first.
  synchronized List<Slot<T, R>> idlestFirst() {
    return slots.stream().sorted(Comparator.comparingInt(s -> s.sent.size())).toList();
  }

  /// The place that a worker has or is to take; null if it has none any more.
  @SuppressWarnings("ReferenceEquality") // this very process
  synchronized Slot<T, R> slotOf(WorkerProcess worker) {
    return slots.stream()
        .filter(s -> s.worker == worker || s.isNext(worker))
        .findFirst()
        .orElse(null);
  }

  /// How many items may be in flight.
  synchronized int window() {
    return eachWorker ? slots.size() : slots.size() * Math.max(4, 2 * pace.depth());
  }

  synchronized void note(String text) {
    notes.add(text);
  }

  synchronized List<String> notes() {
    return List.copyOf(notes);
  }

  /// Lets an item wait for a worker.
  ///
  /// @return why it can never run, else null
  synchronized Throwable enqueue(Flight<T, R> flight) {
    Slot<T, R> only = eachWorker ? slots.get(flight.index % slots.size()) : null;
    Throwable failure = hopeless();
    if (failure == null && only != null && only.state == Slot.State.EMPTY) {
      failure = deserted(only);
    }
    if (failure == null) {
      (only != null ? only.own : pending).add(flight);
    }
    return failure;
  }

  /// Why no item can run at all, or null.
  synchronized Throwable hopeless() {
    if (cancelled != null) {
      return new CancelledError(cancelled);
    }
    LaneException stopped = pool.stopped();
    if (stopped != null) {
      return stopped;
    }
    return slots.stream().allMatch(s -> s.state == Slot.State.EMPTY)
        ? new LaneException("no worker process stays alive: " + String.join("; ", notes))
        : null;
  }

  /// Why an item of this place cannot run.
  static LaneException deserted(Slot<?, ?> slot) {
    return new LaneException(slot.label() + " does not stay alive");
  }

  /// Takes what a worker has room for. The caller becomes the one that sends to it, until it calls
  /// [#delivered].
  ///
  /// @return null if there is nothing to send, or another thread is sending
  synchronized Batch<T, R> next(Slot<T, R> slot) {
    if (slot.sending || slot.state != Slot.State.READY || cancelled != null) {
      return null;
    }
    Deque<Flight<T, R>> from = eachWorker ? slot.own : pending;
    int n = Math.min(pace.batch(slot.sent.size(), from.size(), slots.size()), terms.room(slot));
    if (n <= 0) {
      return null;
    }
    List<Flight<T, R>> batch = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      batch.add(from.poll());
    }
    slot.sending = true;
    slot.sent.addAll(batch);
    slot.worker.tally().give(n);
    return new Batch<>(slot.worker, batch);
  }

  synchronized void delivered(Slot<T, R> slot) {
    slot.sending = false;
    notifyAll();
  }

  /// Takes an item back from a worker; null if it has been taken already. Who gets it tells its
  /// outcome.
  synchronized Flight<T, R> take(Slot<T, R> slot, int index) {
    for (Flight<T, R> flight : slot.sent) {
      if (flight.index == index) {
        slot.sent.remove(flight);
        notifyAll();
        return flight;
      }
    }
    return null;
  }

  /// Takes out an item that waits; null if it does not.
  synchronized Flight<T, R> unqueue(int index) {
    Flight<T, R> found = null;
    for (Flight<T, R> flight : pending) {
      found = flight.index == index ? flight : found;
    }
    if (found != null) {
      pending.remove(found);
    }
    return found;
  }

  /// An item has been written.
  synchronized void written(long bytes) {
    pace.sized(bytes);
  }

  /// A worker has ended an item.
  synchronized void ended(Slot<T, R> slot, long nanos, long at) {
    pace.measured(nanos);
    slot.fruitlessDeaths = 0;
    fruitful = true;
    slot.free = at;
  }

  /// A worker has told where its item is that does not stop.
  synchronized void stuck(Slot<T, R> slot, int index, ItemStuck where) {
    Flight<T, R> first = slot.sent.peekFirst();
    if (first != null && first.index == index) {
      slot.stuck = where;
      note("item " + index + " on " + slot.name() + " did not stop: " + where.getMessage());
    }
  }

  /// Whether a worker has ended an item.
  synchronized boolean fruitful() {
    return fruitful;
  }

  /// A worker has run its item well.
  synchronized void did(Slot<T, R> slot, WorkerProcess worker) {
    slot.did = worker;
  }

  /// Whether each place has run its item well.
  synchronized boolean allDid() {
    return slots.stream().allMatch(slot -> slot.did != null);
  }

  /// Whether the present worker of a place has run its item well.
  @SuppressWarnings("ReferenceEquality") // this very process
  synchronized boolean did(Slot<T, R> slot) {
    return slot.did == slot.worker;
  }

  /// Lets everything that was sent to a place wait again, before all else.
  synchronized void putBack(Slot<T, R> slot) {
    Deque<Flight<T, R>> back = eachWorker ? slot.own : pending;
    while (!slot.sent.isEmpty()) {
      back.addFirst(slot.sent.pollLast());
    }
  }

  /// Takes out the items that only this place could run, and all that wait where nobody is left.
  synchronized List<Flight<T, R>> desert(Slot<T, R> slot) {
    List<Flight<T, R>> lost = new ArrayList<>(slot.own);
    slot.own.clear();
    if (hopeless() != null) {
      lost.addAll(pending);
      pending.clear();
    }
    return lost;
  }

  /// Says that the run is to end; the first reason counts.
  ///
  /// @return the items that were waiting, which are the caller's now; null if it was said before
  synchronized List<Flight<T, R>> cancel(String reason) {
    if (cancelled != null) {
      return null;
    }
    cancelled = reason;
    List<Flight<T, R>> waiting = new ArrayList<>(pending);
    pending.clear();
    slots.forEach(slot -> {
      waiting.addAll(slot.own);
      slot.own.clear();
    });
    notifyAll();
    return waiting;
  }

  /// Says that the run is over: no worker is taken or replaced from now on.
  synchronized void close() {
    closed = true;
    notifyAll();
  }

  /// Why the run does not go on, or null if it does.
  synchronized CancelledError over() {
    if (cancelled != null) {
      return new CancelledError(cancelled);
    }
    return closed ? new CancelledError("the run has ended") : null;
  }

  /// The places whose worker has something to do.
  synchronized List<Slot<T, R>> busy() {
    return slots.stream()
        .filter(s -> !s.sent.isEmpty() || s.sending || s.state == Slot.State.OPENING)
        .toList();
  }

  /// Waits until no worker has anything to do.
  ///
  /// @return whether that came about in time
  synchronized boolean awaitQuiet(Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!busy().isEmpty()) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }
}
