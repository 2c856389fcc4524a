package org.jlanes.worker;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jlanes.runtime.envelope.Frame;
import org.jlanes.runtime.envelope.Outbox;
import org.jlanes.runtime.scope.Scope;

/// Which items of a run wait in this worker and which one runs, so that each can be stopped by
/// itself. The items share a scope inside the run's until one of them is stopped: a scope for each
/// would cost more than a small item. Safe for any thread.
final class Turns {
  private final int run;
  private final Scope scope;
  private final Outbox outbox;
  private final Set<Integer> waiting = ConcurrentHashMap.newKeySet();
  private Scope items;

  /// The item that runs, -1 for none.
  private int running = -1;

  /// The items of a run.
  ///
  /// @param scope the run's
  /// @param outbox where is told what never began
  Turns(int run, Scope scope, Outbox outbox) {
    this.run = run;
    this.scope = scope;
    this.outbox = outbox;
  }

  /// An item waits.
  void add(int index) {
    waiting.add(index);
  }

  /// Begins an item.
  ///
  /// @return the scope to run it in, or null if it was taken out
  synchronized Scope begin(int index) {
    if (!waiting.remove(index)) {
      return null;
    }
    if (items == null) {
      items = scope.child("items");
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

  /// Stops all items of the run.
  void cancel(String reason) throws IOException {
    // First what has not begun, or it would begin and be stopped.
    for (int index : List.copyOf(waiting)) {
      if (waiting.remove(index)) {
        skipped(index, reason);
      }
    }
    scope.cancel(reason);
  }

  /// Stops one item.
  void stop(Frame.Stop stop) throws IOException {
    if (waiting.remove(stop.index())) {
      skipped(stop.index(), stop.reason());
    } else if (stop.running()) {
      cancelRunning(stop.index(), stop.reason());
    }
  }

  private void skipped(int index, String reason) throws IOException {
    outbox.post(new Frame.Skipped(run, index, reason));
  }

  /// Not while the next item begins, which it would hit.
  private synchronized void cancelRunning(int index, String reason) {
    if (running == index) {
      items.cancel(reason);
    }
  }
}
