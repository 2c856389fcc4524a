package org.jlanes.worker;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jlanes.runtime.scope.Scope;

/// Which item of a run runs in this worker, so that it can be stopped by itself. The items share a
/// scope inside the run's until one of them is stopped: a scope for each would cost more than a
/// small item.
///
/// Safe for any thread; the run's thread begins and ends items. While none is stopped it does so
/// without the monitor, which guards all else.
final class Turns {
  private static final long NONE = -1;

  /// Set in what runs when an item was stopped: the next must not begin without looking.
  private static final long DISTURBED = 1L << Integer.SIZE;

  private final Scope run;

  /// Why items are to be stopped that are neither waiting nor running: they are about to begin, or
  /// have just ended.
  private final Map<Integer, String> early = new HashMap<>();

  private Scope items;

  /// The item that runs, or the last one that did, or [#NONE]; perhaps [#DISTURBED].
  private final AtomicLong running = new AtomicLong(NONE);

  Turns(Scope run) {
    this.run = run;
  }

  /// The scope to run items in from now on.
  synchronized Scope scope() {
    if (items == null) {
      items = run.child("items");
    }
    return items;
  }

  /// Begins an item among others that go well.
  ///
  /// @param inside where it is to run
  /// @return false if it is to be begun with [#enter], because it, or another one there, was
  ///   stopped
  boolean begin(int index, Scope inside) {
    long before = running.getPlain();
    return (before < 0 || before >= DISTURBED || !running.compareAndSet(before, index))
        ? look(index, inside)
        : true;
  }

  @SuppressWarnings("ReferenceEquality") // this very scope
  private synchronized boolean look(int index, Scope inside) {
    if (items != inside || items.cancelled() || early.containsKey(index)) {
      return false;
    }
    running.set(early.isEmpty() ? index : index | DISTURBED);
    return true;
  }

  /// Begins an item.
  ///
  /// @return the scope to run it in, which is cancelled if the item was stopped
  synchronized Scope enter(int index) {
    Scope inside = scope();
    running.set(index | DISTURBED);
    String reason = early.remove(index);
    if (reason != null) {
      inside.cancel(reason);
    }
    return inside;
  }

  /// Ends what was begun.
  synchronized void end() {
    running.set(NONE);
    if (items != null && items.cancelled()) {
      items.close();
      items = null;
    }
  }

  /// Stops an item that has been taken up.
  synchronized void stop(int index, String reason) {
    // From here on no item begins without the monitor.
    long now = running.get();
    while (now >= 0 && now < DISTURBED && !running.compareAndSet(now, now | DISTURBED)) {
      now = running.get();
    }
    if (now >= 0 && (int) now == index) {
      items.cancel(reason);
    } else {
      early.put(index, reason);
    }
  }

  /// Items have come. What was said of earlier ones of the same index does not concern them.
  synchronized void comes(int index) {
    if (!early.isEmpty()) {
      early.remove(index);
    }
  }

  /// The item that runs, -1 for none.
  int running() {
    return (int) running.get();
  }
}
