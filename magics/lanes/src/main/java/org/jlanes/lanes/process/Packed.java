package org.jlanes.lanes.process;

import org.jlanes.lanes.run.Backend;
import org.jlanes.lanes.run.LaneException;
import org.jlanes.runtime.system.Uninterrupted;

/// An item as it was when it was submitted, for a user who goes on and may change what it is made
/// of.
///
/// Large arrays are not copied where the item goes at once to a worker that has nothing else to do:
/// they are on their way before the user goes on. If such an item must be sent again, because its
/// worker died, it goes with what those arrays hold then. The monitor guards it; safe for any
/// thread.
final class Packed<T> implements Backend.Snapshot<T> {
  private final T item;
  private final LargeCopies copies;

  /// Null where the item cannot be sent.
  private Closure.Item packed;

  private Throwable failure;

  /// Whether a thread sends it now.
  private boolean sending;

  /// Whether it went to a worker that begins it at once, and does not give it back.
  private boolean direct;

  /// Packs an item. Does not fail: who sends it learns why it cannot be.
  Packed(T item, Closure closure) {
    this.item = item;
    this.copies = closure.copies();
    try {
      Closure.Item now = closure.snapshot(item);
      packed = now.with(now.value().owned(LargeCopies::isSmall, LargeCopies::copy));
    } catch (LaneException | RuntimeException | Error e) {
      // Serializing runs the code of the item's classes: whatever it throws concerns this item.
      failure = e;
    }
  }

  @Override
  public T item() {
    return item;
  }

  /// What is to be sent. [#end] must follow when that has been done or given up.
  ///
  /// @param next whether the worker begins it at once
  /// @throws LaneException if it cannot be sent
  synchronized Closure.Item begin(boolean next) throws LaneException {
    sending = true;
    direct = next;
    return switch (failure) {
      case null -> packed;
      case LaneException e -> throw e;
      case Error e -> throw e;
      case RuntimeException e -> throw e;
      default -> throw new IllegalStateException(failure);
    };
  }

  /// Who sends it needs its arrays no longer.
  synchronized void end() {
    sending = false;
    notifyAll();
  }

  @Override
  public synchronized void keep() {
    Uninterrupted.await(this, () -> !sending);
    if (direct || failure != null) {
      return;
    }
    try {
      packed = packed.with(packed.value().owned(block -> !LargeCopies.isSmall(block), copies::of));
    } catch (RuntimeException | Error e) {
      // No memory for a copy, or the user has closed a segment. It must not be sent as it is later.
      failure = e;
      packed = null;
    }
  }
}
