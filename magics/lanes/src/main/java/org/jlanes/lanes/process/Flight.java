package org.jlanes.lanes.process;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jlanes.lanes.ItemTiming;
import org.jlanes.lanes.Outcome;
import org.jlanes.lanes.run.ItemStuck;
import org.jlanes.runtime.scope.CancelledError;

/// Items on their way: from being handed to the lane until their outcomes are told. Many that
/// follow each other are one flight as long as they have the same fate; what happens to one item
/// alone happens to a flight of one, which it gets by being [#cut] off. Owned by the lock of the
/// [Roster] until it is taken out there.
final class Flight<T, R> {
  final int attempt;
  final Consumer<Outcome<R>> done;
  final long queued;

  /// The flight behind it. Owned by the [Convoy] that it is in.
  Flight<T, R> next;

  /// The message that it went with last, or null.
  Shipping shipping;

  /// Whether it goes in a message of its own and nothing goes with it: a worker has died that had
  /// it, and whose fault that was must show if it happens again. Of one item.
  boolean alone;

  /// A message on its way.
  static final class Shipping {
    /// When it had been written; set by the writing thread, 0 before.
    volatile long at;

    /// The system has taken it.
    void done() {
      at = System.nanoTime();
    }
  }

  /// Workers that ended while they ran it. Of one item, as is what follows.
  int deaths;

  /// Whether the last of them ended it, so that no further start followed.
  boolean givenUp;

  /// When it began in the worker that has ended with it, 0 if none has.
  private long began;

  /// When that worker had ended.
  private long cut;

  /// And its name.
  private String in;

  /// Why it is to be stopped, or null.
  String stopped;

  /// Whether that is because it took longer than an item may.
  boolean overdue;

  private final List<? extends T> items;

  /// What is sent instead of its item, or null.
  private final Packed<T> packed;

  private int from;
  private int size;
  private int index;

  /// Items that follow each other in the source, from `index` on.
  ///
  /// @param items is not changed by anybody
  Flight(int index, List<? extends T> items, int attempt, Consumer<Outcome<R>> done, long queued) {
    this(index, items, null, 0, items.size(), attempt, done, queued);
  }

  /// An item as it was when it was submitted.
  Flight(int index, Packed<T> packed, Consumer<Outcome<R>> done, long queued) {
    this(index, Collections.singletonList(packed.item()), packed, 0, 1, 1, done, queued);
  }

  private Flight(
      int index,
      List<? extends T> items,
      Packed<T> packed,
      int from,
      int size,
      int attempt,
      Consumer<Outcome<R>> done,
      long queued) {
    this.queued = queued;
    this.index = index;
    this.items = items;
    this.packed = packed;
    this.from = from;
    this.size = size;
    this.attempt = attempt;
    this.done = done;
  }

  /// The index of the first of its items.
  int index() {
    return index;
  }

  /// How many items it has; at least one.
  int size() {
    return size;
  }

  /// Whether it has the item of this index.
  boolean has(int which) {
    return which >= index && which - index < size;
  }

  /// How many of its items, from the first on, are those of these indices from a position on.
  int alike(int[] indices, int at) {
    int most = Math.min(size, indices.length - at);
    int first = index;
    int n = 0;
    while (n < most && indices[at + n] == first + n) {
      n++;
    }
    return n;
  }

  /// Its first item.
  T item() {
    return items.get(from);
  }

  /// What is to be sent of it now.
  Load load() {
    Object[] now =
        packed != null ? new Object[] {packed} : items.subList(from, from + size).toArray();
    return new Load(index, now, attempts());
  }

  /// Takes the first items out of it, fewer than all, as a flight of their own.
  Flight<T, R> cut(int first) {
    Flight<T, R> cut = new Flight<>(index, items, null, from, first, attempt, done, queued);
    cut.shipping = shipping;
    index += first;
    from += first;
    size -= first;
    return cut;
  }

  /// Its worker has ended while it ran.
  void cutOff(String worker, long beginning, long end) {
    this.in = worker;
    this.began = beginning;
    this.cut = end;
  }

  /// Takes the attempt that ended with its worker for itself: another one follows.
  Outcome<R> attempt(Throwable failure) {
    Outcome<R> attempt =
        new Outcome<>(index, null, failure, in, Math.max(1, attempts() - 1), timing());
    began = 0;
    return attempt;
  }

  private ItemTiming timing() {
    long now = System.nanoTime();
    return began == 0
        ? new ItemTiming(queued, now, now, now, now, -1)
        : new ItemTiming(queued, shipped(), began, cut, now, ItemTiming.CUT_OFF);
  }

  /// The failure of one that was stopped.
  ///
  /// @param stuck where it is, if it did not stop, or null
  /// @param thrown what it threw, or null
  Throwable stopFailure(ItemStuck stuck, Throwable thrown) {
    if (!overdue) {
      CancelledError cancelled = new CancelledError(stopped);
      cancelled.initCause(thrown);
      return cancelled;
    }
    TimeoutException late =
        new TimeoutException(
            stuck == null ? stopped : stopped + " and did not stop: " + stuck.getMessage());
    late.initCause(stuck == null ? thrown : stuck);
    return late;
  }

  /// When its message had been written; 0 before.
  long shipped() {
    return shipping == null ? 0 : shipping.at;
  }

  /// How often it was started.
  int attempts() {
    return attempt + deaths - (givenUp ? 1 : 0);
  }

  /// Tells that its items were stopped before they began.
  void skip(String reason, String who) {
    for (int i = 0; i < size; i++) {
      tell(index + i, new CancelledError(reason), who, attempts() - 1);
    }
  }

  /// Tells that its items failed outside of a worker.
  ///
  /// @param who the worker they were meant for, empty if none; if one has ended with them that one
  ///   counts
  void fail(Throwable failure, String who) {
    for (int i = 0; i < size; i++) {
      tell(index + i, failure, who, attempts());
    }
  }

  private void tell(int which, Throwable failure, String who, int attempts) {
    String where = began == 0 ? who : in;
    done.accept(new Outcome<>(which, null, failure, where, attempts, timing()));
  }
}
