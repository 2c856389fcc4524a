package org.jlanes.worker;

import java.util.HashMap;
import java.util.Map;
import org.jlanes.runtime.scope.Scope;

/// Which item of a run runs in this worker, so that it can be stopped by itself. The items share a
/// scope inside the run's until one of them is stopped: a scope for each would cost more than a
/// small item. Safe for any thread.
final class Turns {
  private final Scope run;

  /// Why items are to be stopped that are neither waiting nor running: they are about to begin, or
  /// have just ended.
  private final Map<Integer, String> early = new HashMap<>();

  private Scope items;

  /// The item that runs, -1 for none.
  private int running = -1;

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
  @SuppressWarnings("ReferenceEquality") // this very scope
  synchronized boolean begin(int index, Scope inside) {
    if (items != inside || items.cancelled() || early.containsKey(index)) {
      return false;
    }
    running = index;
    return true;
  }

  /// Begins an item.
  ///
  /// @return the scope to run it in, which is cancelled if the item was stopped
  synchronized Scope enter(int index) {
    Scope inside = scope();
    running = index;
    String reason = early.remove(index);
    if (reason != null) {
      inside.cancel(reason);
    }
    return inside;
  }

  /// Ends what was begun.
  synchronized void end() {
    running = -1;
    if (items != null && items.cancelled()) {
      items.close();
      items = null;
    }
  }

  /// Stops an item that has been taken up.
  synchronized void stop(int index, String reason) {
    if (running == index) {
      items.cancel(reason);
    } else {
      early.put(index, reason);
    }
  }

  /// The item that runs, -1 for none.
  synchronized int running() {
    return running;
  }
}
