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

  synchronized void started() {
    started++;
  }

  synchronized void ended(String worker, long busyNanos, boolean succeeded) {
    done++;
    if (!succeeded) {
      failed++;
    }
    workers.merge(
        worker,
        new RunWatcher.Worker(worker, 1, busyNanos),
        (a, b) ->
            new RunWatcher.Worker(worker, a.done() + b.done(), a.busyNanos() + b.busyNanos()));
  }

  synchronized String doneOfTotal() {
    return total < 0 ? done + " items" : done + " of " + total + " items";
  }

  synchronized RunWatcher.State now() {
    List<RunWatcher.Worker> byName = new ArrayList<>(workers.values());
    byName.sort((a, b) -> NameOrder.compare(a.name(), b.name()));
    return new RunWatcher.State(
        lane, total, started, done, failed, System.nanoTime() - began, byName, round, rounds);
  }
}
