package org.jlanes.lanes.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jlanes.lanes.run.ItemStuck;
import org.jlanes.lanes.run.LaneException;
import org.jlanes.runtime.display.Troubleshooting;
import org.jlanes.runtime.scope.CancelledError;

/// Who has what in a run: the workers' places, the items that wait, and whether the run goes on.
///
/// Its monitor is the lock of the whole run and owns slots, flights and pace too; the other parts
/// of a run hold it where they touch those. While it is held nothing is sent, serialized or read,
/// and no outcome is told. Every change is notified.
final class Roster<T, R> {
  private final WorkerPool pool;
  private final boolean eachWorker;
  private final List<Slot<T, R>> slots;
  private final Waiting<T, R> waiting;
  private final List<String> notes = new ArrayList<>();
  private String cancelled;
  private boolean fruitful;
  private boolean closed;

  /// A run with these workers, which have not been sent anything.
  ///
  /// @param places how many workers it is to have; others come later
  Roster(RunTerms terms, List<WorkerProcess> workers, int places) {
    this.pool = terms.pool();
    this.eachWorker = terms.eachWorker();
    this.slots =
        IntStream.range(0, places)
            .mapToObj(i -> new Slot<T, R>(i, i < workers.size() ? workers.get(i) : null))
            .toList();
    this.waiting = new Waiting<>(terms, places);
  }

  /// All places; the list never changes.
  List<Slot<T, R>> slots() {
    return slots;
  }

  /// How many workers take part, or will.
  synchronized int workers() {
    return (int)
        slots.stream().filter(s -> s.worker != null || s.state != Slot.State.EMPTY).count();
  }

  /// The places, that with the least to do first.
  synchronized List<Slot<T, R>> idlestFirst() {
    return slots.stream().sorted(Comparator.comparingInt(s -> s.sent.size())).toList();
  }

  /// The place that a worker has or is to take; null if it has none any more.
  @SuppressWarnings("ReferenceEquality") // this very process
  synchronized Slot<T, R> slotOf(WorkerProcess worker) {
    for (Slot<T, R> slot : slots) {
      if (slot.worker == worker || slot.isNext(worker)) {
        return slot;
      }
    }
    return null;
  }

  /// How many items may be in flight.
  synchronized int window() {
    return waiting.window();
  }

  synchronized void note(String text) {
    notes.add(text);
  }

  /// Notes that it has fewer workers than it should.
  synchronized void lacks(int has, int wanted, String why) {
    note(
        has
            + " of "
            + wanted
            + " workers took part: "
            + why
            + ". "
            + Troubleshooting.FEWER_WORKERS.hint());
  }

  synchronized List<String> notes() {
    return List.copyOf(notes);
  }

  /// Lets items wait for a worker: one where each worker is to run its own.
  ///
  /// @return why they can never run, else null
  synchronized Throwable enqueue(Flight<T, R> flight) {
    Slot<T, R> only = eachWorker ? slots.get(flight.index() % slots.size()) : null;
    Throwable failure = impossible();
    if (failure == null && only != null && only.state == Slot.State.EMPTY) {
      failure = deserted(only);
    }
    if (failure == null) {
      waiting.of(only).add(flight);
    }
    return failure;
  }

  /// Whether some worker has room for what waits.
  synchronized boolean hasRoom() {
    for (Slot<T, R> slot : slots) {
      if (cancelled == null && waiting.room(slot) > 0) {
        return true;
      }
    }
    return false;
  }

  private Throwable impossible() {
    if (cancelled == null && pool.stopped() == null) {
      for (Slot<T, R> slot : slots) {
        if (slot.state != Slot.State.EMPTY) {
          return null;
        }
      }
    }
    return hopeless();
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
  synchronized Waiting.Batch next(Slot<T, R> slot) {
    return cancelled == null ? waiting.next(slot) : null;
  }

  /// Whether a worker has nothing to do though it could, and nothing waits that it may do. The
  /// caller holds the lock.
  boolean idles(Slot<T, R> slot) {
    return cancelled == null && waiting.missedBy(slot);
  }

  /// Lets items wait again, before all others. The caller holds the lock.
  ///
  /// @return false if they cannot run any more, because the run was cancelled
  boolean putBack(List<Flight<T, R>> flights) {
    notifyAll();
    if (cancelled == null) {
      waiting.putBack(flights, null);
    }
    return cancelled == null;
  }

  synchronized void delivered(Slot<T, R> slot) {
    slot.sending = false;
    notifyAll();
  }

  /// Takes an item back from a worker; null if it has been taken already. Who gets it tells its
  /// outcome.
  synchronized Flight<T, R> take(Slot<T, R> slot, int index) {
    Flight<T, R> taken = slot.sent.remove(index);
    notifyAll();
    return taken;
  }

  /// Takes out an item that waits; null if it does not.
  synchronized Flight<T, R> unqueue(int index) {
    return waiting.take(index);
  }

  /// Items that were taken back.
  ///
  /// @param at where the first of them is among those that were asked for
  record Taken<T, R>(Flight<T, R> flight, int at) {}

  /// Takes items back from a worker, as [#take]: flights in the order of these indices.
  synchronized List<Taken<T, R>> take(Slot<T, R> slot, int[] indices) {
    List<Taken<T, R>> all = new ArrayList<>();
    int at = 0;
    while (at < indices.length) {
      Flight<T, R> first = slot.sent.peek();
      int n = 1;
      Flight<T, R> taken;
      if (first != null && first.index() == indices[at]) {
        // They end in the order in which they were sent.
        n = first.alike(indices, at);
        taken = slot.sent.poll(n);
      } else {
        taken = slot.sent.remove(indices[at]);
      }
      if (taken != null) {
        all.add(new Taken<>(taken, at));
      }
      at += n;
    }
    notifyAll();
    return all;
  }

  /// Which of these items of a place are to be stopped, and why.
  synchronized Map<Integer, String> stopped(Slot<T, R> slot, int[] indices) {
    if (!slot.watched) {
      return Map.of();
    }
    Map<Integer, String> reasons = new LinkedHashMap<>();
    for (Flight<T, R> flight : slot.sent.those(flight -> flight.stopped != null)) {
      if (Arrays.stream(indices).anyMatch(flight::has)) {
        reasons.put(flight.index(), flight.stopped);
      }
    }
    return reasons;
  }

  /// An item has been written.
  synchronized void written(long bytes) {
    waiting.pace().sized(bytes);
  }

  /// A worker has ended some items.
  ///
  /// @param nanos what they took together
  synchronized void ended(Slot<T, R> slot, long nanos, int items, long at) {
    waiting.pace().measured(nanos, items);
    slot.fruitlessDeaths = 0;
    slot.stuck = null;
    fruitful = true;
    slot.free = at;
  }

  /// A worker has told where its item is that does not stop.
  synchronized void stuck(Slot<T, R> slot, int index, ItemStuck where) {
    Flight<T, R> first = slot.sent.peek();
    if (first != null && first.index() == index) {
      slot.stuck = where;
      if (first.stopped != null) {
        // It alone is to stop: its own failure says where it was.
        return;
      }
      note("item " + index + " on " + slot.name() + " did not stop: " + where.getMessage());
    }
  }

  /// Whether a worker has ended an item.
  synchronized boolean fruitful() {
    return fruitful;
  }

  /// Why the items of a place fail whatever they do, or null.
  synchronized LaneException refusal(Slot<T, R> slot) {
    return slot.refusal;
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
    List<Flight<T, R>> back = slot.sent.clearOneByOne();
    back.forEach(flight -> flight.alone = true);
    waiting.putBack(back, slot);
    slot.asked = false;
  }

  /// Takes out the items that only this place could run, and all that wait where nobody is left.
  synchronized List<Flight<T, R>> desert(Slot<T, R> slot) {
    List<Flight<T, R>> lost = slot.own.clear();
    if (hopeless() != null) {
      lost.addAll(waiting.clear());
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
    List<Flight<T, R>> left = waiting.clear();
    slots.forEach(slot -> left.addAll(slot.own.clear()));
    notifyAll();
    return left;
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

  /// The places whose worker has something to do. One that still opens an envelope sets variables:
  /// another run must not begin beside that.
  synchronized List<Slot<T, R>> busy() {
    return slots.stream()
        .filter(s -> !s.sent.isEmpty() || s.sending || s.presumed || s.state == Slot.State.OPENING)
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
