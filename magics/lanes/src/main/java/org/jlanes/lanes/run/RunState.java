package org.jlanes.lanes.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jlanes.lanes.Moved;
import org.jlanes.lanes.Outcome;

/// How far a run is, for those who watch it. Written by the thread that drives the run, read by
/// any.
final class RunState {
  private final String lane;
  private final long total;
  private final int round;
  private final int rounds;
  private final long began = System.nanoTime();
  private final Map<String, RunWatcher.Worker> workers = new LinkedHashMap<>();
  private final List<RunWatcher.Item> slowest = new ArrayList<>();
  private long task;
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

  synchronized void ended(Outcome<?> outcome) {
    done++;
    if (!outcome.succeeded()) {
      failed++;
    }
    worked(outcome, 1);
  }

  /// An attempt has failed that is followed by another one.
  synchronized void retried(Outcome<?> outcome) {
    worked(outcome, 0);
  }

  private void worked(Outcome<?> outcome, int items) {
    long nanos = outcome.timing().taskNanos();
    task += nanos;
    workers.merge(
        outcome.worker(),
        worker(outcome.worker(), items, nanos),
        (a, b) -> worker(a.name(), a.done() + b.done(), a.busyNanos() + b.busyNanos()));
    if (slowest.size() < RunWatcher.SLOWEST || nanos > slowest.getLast().nanos()) {
      slowest.add(new RunWatcher.Item(outcome.index(), nanos));
      slowest.sort(Comparator.comparingLong(RunWatcher.Item::nanos).reversed());
      if (slowest.size() > RunWatcher.SLOWEST) {
        slowest.removeLast();
      }
    }
  }

  private static RunWatcher.Worker worker(String name, int done, long busyNanos) {
    return new RunWatcher.Worker(name, done, busyNanos, -1, 0, Moved.NOTHING);
  }

  synchronized String doneOfTotal() {
    return total < 0 ? done + " items" : done + " of " + total + " items";
  }

  synchronized RunWatcher.State now(List<Backend.Running> running, Map<String, Moved> moved) {
    Map<String, RunWatcher.Worker> seen = new LinkedHashMap<>(workers);
    long now = System.nanoTime();
    long busy = task;
    for (Backend.Running r : running) {
      RunWatcher.Worker w = seen.getOrDefault(r.worker(), worker(r.worker(), 0, 0));
      long nanos = Math.max(0, now - r.since());
      busy += nanos;
      seen.put(
          r.worker(),
          new RunWatcher.Worker(
              w.name(), w.done(), w.busyNanos() + nanos, r.index(), nanos, Moved.NOTHING));
    }
    List<RunWatcher.Worker> byName =
        seen.values().stream()
            .map(w -> w.with(moved.getOrDefault(w.name(), Moved.NOTHING)))
            .sorted((a, b) -> NameOrder.compare(a.name(), b.name()))
            .toList();
    return new RunWatcher.State(
        lane,
        total,
        started,
        done,
        failed,
        System.nanoTime() - began,
        busy,
        List.copyOf(slowest),
        byName,
        round,
        rounds);
  }
}
