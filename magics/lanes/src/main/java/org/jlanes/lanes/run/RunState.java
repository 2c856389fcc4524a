package org.jlanes.lanes.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How far a run is, for those who watch it. Written by the thread that drives the run, read by
/// any.
final class RunState {
  private final String lane;
  private final long total;
  private final int round;
  private final int rounds;
  private final long began = System.nanoTime();
  private final Map<String, RunWatcher.Worker> workers = new LinkedHashMap<>();
  private int started;
  private int done;
  private int failed;

  RunState(String lane, long total, int round, int rounds) {
    this.lane = lane;
    this.total = total;
    this.round = round;
    this.rounds = rounds;
  }

  synchronized void started(int items) {
    started += items;
  }

  /// Some items have ended well in a worker.
  synchronized void ended(String worker, int items, long busyNanos) {
    done += items;
    worked(worker, items, busyNanos);
  }

  /// An item has failed for good.
  synchronized void failed(String worker, long busyNanos) {
    failed++;
    ended(worker, 1, busyNanos);
  }

  /// An attempt has failed that is followed by another one.
  synchronized void retried(String worker, long busyNanos) {
    worked(worker, 0, busyNanos);
  }

  private void worked(String worker, int items, long busyNanos) {
    workers.merge(
        worker,
        new RunWatcher.Worker(worker, items, busyNanos, -1, 0),
        (a, b) ->
            new RunWatcher.Worker(
                worker, a.done() + b.done(), a.busyNanos() + b.busyNanos(), -1, 0));
  }

  synchronized String doneOfTotal() {
    return total < 0 ? done + " items" : done + " of " + total + " items";
  }

  synchronized RunWatcher.State now(List<Backend.Running> running) {
    Map<String, RunWatcher.Worker> seen = new LinkedHashMap<>(workers);
    long now = System.nanoTime();
    for (Backend.Running r : running) {
      RunWatcher.Worker w = seen.get(r.worker());
      long nanos = Math.max(0, now - r.since());
      seen.put(
          r.worker(),
          new RunWatcher.Worker(
              r.worker(),
              w == null ? 0 : w.done(),
              (w == null ? 0 : w.busyNanos()) + nanos,
              r.index(),
              nanos));
    }
    List<RunWatcher.Worker> byName = new ArrayList<>(seen.values());
    byName.sort((a, b) -> NameOrder.compare(a.name(), b.name()));
    return new RunWatcher.State(
        lane, total, started, done, failed, System.nanoTime() - began, byName, round, rounds);
  }
}
