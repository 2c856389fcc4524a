package org.jlanes.lanes;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jlanes.runtime.scope.Scope;

/// What a body may ask about the item it works on: the reserved name `lane` in the body of a lane
/// magic. Immutable, except for the random numbers, which belong to the item's thread.
public final class LaneContext {
  /// A cell that each thread keeps: putting a value into a thread for each item, and taking it out
  /// again, costs more than a small item.
  private static final ThreadLocal<LaneContext[]> CURRENT =
      ThreadLocal.withInitial(() -> new LaneContext[1]);

  private static final long SEED = 0x6A6C616E6573L;

  private final int index;
  private final int worker;
  private final int workers;
  private final boolean each;
  private final Scope scope;
  private RandomGenerator random;

  private LaneContext(int index, int worker, int workers, boolean each, Scope scope) {
    this.index = index;
    this.worker = worker;
    this.workers = workers;
    this.each = each;
    this.scope = scope;
  }

  /// The context of the item that the calling thread runs. Outside an item: item 0 on the only
  /// worker.
  public static LaneContext current() {
    LaneContext context = CURRENT.get()[0];
    return context != null ? context : new LaneContext(0, 0, 1, true, Scope.current());
  }

  /// Whether the calling thread runs an item.
  public static boolean inside() {
    return CURRENT.get()[0] != null;
  }

  /// Whether the runs that the calling thread starts are shown as they go on: outside of items, and
  /// in a body that runs once in each worker process. Those of many items would bury each other.
  public static boolean showsRuns() {
    return current().each;
  }

  /// Runs a body on an item with [#current] set. For lane implementations, on the worker's side.
  ///
  /// @param index the item's position in the source
  /// @param worker number of the worker, from 0
  /// @param workers how many workers there are
  /// @throws Throwable what the body throws
  public static <T, R> R with(int index, int worker, int workers, Task<T, R> body, T item)
      throws Throwable {
    return with(index, worker, workers, false, body, item);
  }

  /// Runs a body on an item with [#current] set. For lane implementations, on the worker's side.
  ///
  /// @param each whether the body runs once in each worker process, and its own runs are shown
  /// @throws Throwable what the body throws
  public static <T, R> R with(
      int index, int worker, int workers, boolean each, Task<T, R> body, T item) throws Throwable {
    LaneContext[] cell = CURRENT.get();
    LaneContext before = cell[0];
    cell[0] = new LaneContext(index, worker, workers, each, Scope.current());
    try {
      return body.apply(item);
    } finally {
      cell[0] = before;
    }
  }

  /// The item's position in the source, from 0.
  public int index() {
    return index;
  }

  /// The number of the worker that runs the item, from 0 to [#workers] - 1. No other item has it at
  /// the same time, so it may be an index into an array of that length. On virtual threads an item
  /// is its own worker and has the lowest number that is free.
  public int worker() {
    return worker;
  }

  /// How many workers the run has; on virtual threads, how many items may be in flight at once.
  public int workers() {
    return workers;
  }

  /// Random numbers of this item: they depend on the item's index alone, so that a run gives the
  /// same numbers in every lane and every time.
  public RandomGenerator random() {
    if (random == null) {
      // Splitting decorrelates neighbouring seeds.
      random = new SplittableRandom(SEED + index).split();
    }
    return random;
  }

  /// Whether the run was stopped, by a failure of another item, a timeout or an interrupt. Long
  /// loops need not ask: they are stopped.
  public boolean cancelled() {
    return scope != null && scope.cancelled();
  }

  @Override
  public String toString() {
    return "item " + index + " on worker " + worker + " of " + workers;
  }
}
