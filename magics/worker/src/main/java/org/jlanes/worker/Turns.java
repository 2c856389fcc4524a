package org.jlanes.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jlanes.runtime.scope.Scope;

/// Which items of a run wait in this worker and which one runs, so that each can be stopped by
/// itself. The items share a scope inside the run's until one of them is stopped: a scope for each
/// would cost more than a small item. Safe for any thread.
final class Turns {
  private final Scope run;
  private final Set<Integer> waiting = ConcurrentHashMap.newKeySet();
  private Scope items;

  /// The item that runs, -1 for none.
  private int running = -1;

  Turns(Scope run) {
    this.run = run;
  }

  /// An item waits.
  void add(int index) {
    waiting.add(index);
  }

  /// Takes out an item that waits: it does not begin any more.
  ///
  /// @return whether it was still waiting
  boolean takeBack(int index) {
    return waiting.remove(index);
  }

  /// Takes out all that wait.
  List<Integer> takeBackAll() {
    List<Integer> all = new ArrayList<>(waiting);
    all.removeIf(index -> !waiting.remove(index));
    return all;
  }

  /// Begins an item.
  ///
  /// @return the scope to run it in, or null if it was taken out
  synchronized Scope begin(int index) {
    if (!waiting.remove(index)) {
      return null;
    }
    if (items == null) {
      items = run.child("items");
    }
    running = index;
    return items;
  }

  /// Ends what was begun.
  synchronized void end() {
    running = -1;
    if (items.cancelled()) {
      items.close();
      items = null;
    }
  }

  /// Stops an item if it runs.
  synchronized void stop(int index, String reason) {
    if (running == index) {
      items.cancel(reason);
    }
  }
}
