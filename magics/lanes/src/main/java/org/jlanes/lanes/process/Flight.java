package org.jlanes.lanes.process;

import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jlanes.lanes.ItemTiming;
import org.jlanes.lanes.Outcome;
import org.jlanes.lanes.run.ItemStuck;
import org.jlanes.runtime.scope.CancelledError;

/// An item on its way: from being handed to the lane until its outcome is told. Owned by the lock
/// of the [Roster], except for the time of sending.
final class Flight<T, R> {
  final int index;
  final T item;
  final int attempt;
  final Consumer<Outcome<R>> done;
  final long queued;

  /// The message that it went with last, or null.
  Shipping shipping;

  /// Whether it goes in a message of its own and nothing goes with it: a worker has died that had
  /// it, and whose fault that was must show if it happens again.
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

  /// Workers that ended while they ran it.
  int deaths;

  /// Whether the last of them ended it, so that no further start followed.
  boolean givenUp;

  Flight(int index, T item, int attempt, Consumer<Outcome<R>> done, long queued) {
    this.queued = queued;
    this.index = index;
    this.item = item;
    this.attempt = attempt;
    this.done = done;
  }

  /// When it began in the worker that has ended with it, 0 if none has.
  private long began;

  /// When that worker had ended.
  private long cut;

  /// And its name.
  private String in;

  /// Its worker has ended while it ran.
  void cutOff(String worker, long began, long cut) {
    this.in = worker;
    this.began = began;
    this.cut = cut;
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

  /// Why it is to be stopped, or null.
  String stopped;

  /// Whether that is because it took longer than an item may.
  boolean overdue;

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

  /// Tells that it was stopped before it began.
  void skip(String reason, String who) {
    tell(new CancelledError(reason), who, attempts() - 1);
  }

  /// Tells that it failed outside of a worker.
  ///
  /// @param who the worker it was meant for, empty if none; if one has ended with it that one
  ///   counts
  void fail(Throwable failure, String who) {
    tell(failure, who, attempts());
  }

  private void tell(Throwable failure, String who, int attempts) {
    String where = began == 0 ? who : in;
    done.accept(new Outcome<>(index, null, failure, where, attempts, timing()));
  }
}
