package org.jlanes.lanes.run;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jlanes.runtime.scope.FullHeap;
import org.jlanes.runtime.scope.Scope;

/// Takes the items out of a run's source, inside the run's scope, since a source is the user's
/// code. Owned by the thread that drives the run.
final class Intake<T> {
  /// How long items are taken together before they are handed on, looking after the first, the
  /// second, the fourth and so on, and now and then: a worker may wait for them.
  private static final long PATIENCE = 200_000;

  private static final int OFTEN = 64;

  private final Iterator<? extends T> items;
  private final boolean together;
  private final Scope scope;
  private final Callable<Void> pulling = this::pull;
  private List<T> next = List.of();
  private int most;
  private long since;
  private boolean asked;
  private int passedOn;
  private boolean exhausted;
  private Throwable failure;

  /// @param together whether the items are all there already, so that many can be taken at once
  Intake(Iterator<? extends T> items, boolean together, Scope scope) {
    this.items = items;
    this.together = together;
    this.scope = scope;
  }

  /// Whether many items can be taken at once.
  boolean together() {
    return together;
  }

  /// Whether the source has no more items, or has failed.
  boolean exhausted() {
    return exhausted;
  }

  /// What the source has thrown, or null.
  Throwable failure() {
    return failure;
  }

  /// How many items have been taken.
  int taken() {
    return passedOn + next.size();
  }

  /// Whether there are items that were taken and not [#pass]ed on.
  boolean holds() {
    return !next.isEmpty();
  }

  /// Takes the next item, or some of the next if they can be taken together; none if there is none.
  /// What was taken and not passed on is given again.
  ///
  /// @throws OutOfMemoryError if the heap is full and the source was not asked; may be tried again
  List<T> take(int atMost, long now) {
    if (holds()) {
      return next;
    }
    next = new ArrayList<>();
    most = together ? atMost : 1;
    since = now;
    asked = false;
    try {
      Object _ = scope.call(pulling);
    } catch (Throwable e) {
      if (!asked && FullHeap.isSaidBy(e)) {
        throw (OutOfMemoryError) e;
      }
      exhausted = true;
      failure = e;
    }
    return next;
  }

  /// Says that what was taken last is on its way.
  void pass() {
    passedOn += next.size();
    next = List.of();
  }

  private Void pull() {
    asked = true;
    do {
      if (taken() == Integer.MAX_VALUE || !items.hasNext()) {
        exhausted = true;
        break;
      }
      next.add(items.next());
    } while (next.size() < most
        && (Integer.bitCount(next.size()) > 1 && next.size() % OFTEN != 0
            || System.nanoTime() - since < PATIENCE));
    return null;
  }
}
