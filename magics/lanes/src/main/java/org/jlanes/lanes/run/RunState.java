package org.jlanes.lanes.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jlanes.lanes.ItemTiming;
import org.jlanes.lanes.Moved;
import org.jlanes.lanes.Outcome;

/// How far a run is, for those who watch it. Written by the thread that drives the run, read by
/// any.
final class RunState {
  /// What a worker has done.
  private static final class Work {
    final LiveLoad load = new LiveLoad();
    int done;
    long busy;
  }

  private final String lane;
  private final long total;
  private final int round;
  private final int rounds;
  private final long began = System.nanoTime();
  private final Map<String, Work> workers = new HashMap<>();
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

  synchronized void started(int items) {
    started += items;
  }

  /// Items have ended.
  synchronized void ended(List<? extends Outcome<?>> outcomes) {
    if (outcomes instanceof Streak<?> streak) {
      worked(streak);
      return;
    }
    for (Outcome<?> outcome : outcomes) {
      done++;
      if (!outcome.succeeded()) {
        failed++;
      }
      worked(outcome, 1);
    }
  }

  /// An attempt has failed that is followed by another one.
  synchronized void retried(Outcome<?> outcome) {
    worked(outcome, 0);
  }

  private void worked(Outcome<?> outcome, int items) {
    ItemTiming timing = outcome.timing();
    long nanos = timing.taskNanos();
    Work work = worked(outcome.worker(), items, nanos);
    work.load.add(timing.started() - began, timing.ended() - began);
    rank(outcome.index(), nanos);
  }

  private void worked(Streak<?> streak) {
    int size = streak.size();
    done += size;
    Work work = worked(streak.worker(), size, streak.totalNanos());
    for (int i = streak.longer(0, fast()); i < size; i = streak.longer(i + 1, fast())) {
      rank(streak.first() + i, streak.taskNanos(i));
    }
    int from = 0;
    while (from < size) {
      int next = streak.gap(from);
      long until = streak.started(next - 1) + streak.taskNanos(next - 1);
      work.load.add(streak.started(from) - began, until - began);
      from = next;
    }
  }

  private Work worked(String worker, int items, long nanos) {
    task += nanos;
    Work work = workers.computeIfAbsent(worker, _ -> new Work());
    work.done += items;
    work.busy += nanos;
    return work;
  }

  /// What an item may take without being among the slowest.
  private long fast() {
    return slowest.size() < RunWatcher.SLOWEST ? -1 : slowest.getLast().nanos();
  }

  private void rank(int index, long nanos) {
    if (nanos > fast()) {
      slowest.add(new RunWatcher.Item(index, nanos));
      slowest.sort(Comparator.comparingLong(RunWatcher.Item::nanos).reversed());
      if (slowest.size() > RunWatcher.SLOWEST) {
        slowest.removeLast();
      }
    }
  }

  synchronized String doneOfTotal() {
    return total < 0 ? done + " items" : done + " of " + total + " items";
  }

  synchronized RunWatcher.State now(List<Backend.Running> running, Map<String, Moved> moved) {
    long now = System.nanoTime();
    Map<String, Backend.Running> runs = new HashMap<>();
    running.forEach(r -> runs.put(r.worker(), r));
    Set<String> names = new TreeSet<>(NameOrder::compare);
    names.addAll(workers.keySet());
    names.addAll(runs.keySet());
    List<RunWatcher.Worker> seen = new ArrayList<>();
    long busy = task;
    for (String name : names) {
      Work work = workers.getOrDefault(name, new Work());
      Backend.Running r = runs.get(name);
      long nanos = r == null ? 0 : Math.max(0, now - r.since());
      busy += nanos;
      seen.add(
          new RunWatcher.Worker(
              name,
              work.done,
              work.busy + nanos,
              r == null ? -1 : r.index(),
              nanos,
              moved.getOrDefault(name, Moved.NOTHING),
              work.load.until(now - began, now - began - nanos)));
    }
    return new RunWatcher.State(
        lane,
        total,
        started,
        done,
        failed,
        now - began,
        busy,
        List.copyOf(slowest),
        seen,
        round,
        rounds);
  }
}
