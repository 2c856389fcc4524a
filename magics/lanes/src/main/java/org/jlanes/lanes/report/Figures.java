package org.jlanes.lanes.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.jlanes.lanes.ItemTiming;
import org.jlanes.lanes.LaneRun;
import org.jlanes.lanes.Moved;
import org.jlanes.lanes.Outcome;
import org.jlanes.lanes.RunFacts;
import org.jlanes.lanes.run.NameOrder;
import org.jlanes.lanes.run.RunWatcher;

/// The numbers of a report, every one computed from the timestamps of the items and of the run.
/// Times in nanoseconds.
///
/// @param wall from the start of the run until the last outcome was collected
/// @param task how long the bodies ran, summed over the items and all attempts at them
/// @param cpu CPU time of the bodies summed likewise (of what ended with its worker process it is
///   not known), or of the whole process where threads have no CPU clock; -1 if unknown
/// @param cpuOfProcess whether `cpu` is that of the whole process
/// @param ship starting workers and sending the body to them, before the first item
/// @param queue mean time from handing an item to the lane until it was started, its way to a
///   worker included
/// @param collect mean time from the end of an item until its result was collected
/// @param running how long at least one item was running
/// @param peak most items running at one moment
/// @param crowded whether more items ran at once than there are cores, and kept those busy: `task`
///   then includes waiting for a core
/// @param slowest the items that ran longest, longest first, at most [RunWatcher#SLOWEST]
/// @param lines what each worker did
public record Figures(
    long wall,
    long task,
    long cpu,
    boolean cpuOfProcess,
    long ship,
    long queue,
    long collect,
    long running,
    int peak,
    boolean crowded,
    List<Item> slowest,
    List<Line> lines) {
  /// Cells of a time line.
  static final int CELLS = 36;

  /// The share of the cores' time from which on items are taken to have waited for a core. Far from
  /// all of it: on a busy machine other processes have the rest.
  private static final double BUSY_CORES = 0.25;

  /// How much task time must exceed CPU time to speak of waiting.
  private static final double WAITING = 1.25;

  /// One item.
  ///
  /// @param index its position in the source
  /// @param nanos how long its body ran, summed over the attempts
  /// @param attempts how often its body ended, well or not
  /// @param cutOff how many of them ended with their worker process
  public record Item(int index, long nanos, int attempts, int cutOff) {}

  /// What one worker did.
  ///
  /// @param worker its name
  /// @param items how many items ended there
  /// @param retried how many attempts failed there that were followed by another one
  /// @param busy how long it ran items, in nanoseconds, summed over all attempts
  /// @param load how many items it ran on average in each of [#CELLS] equal parts of the run
  /// @param queue mean time from handing an item to the lane until it was started here
  /// @param collect mean time from the end of an item here until its result was collected
  /// @param moved what went to it and came back
  public record Line(
      String worker,
      int items,
      int retried,
      long busy,
      double[] load,
      long queue,
      long collect,
      Moved moved) {}

  /// Summed task time divided by wall time: how many times as fast as one item after the other, had
  /// each taken as long as it did.
  public double speedUp() {
    return (double) task / Math.max(1, wall);
  }

  /// What the speed-up is at least, see [#crowded]. What an item waited for besides a core (a
  /// network, a lock) is left out too, because the two cannot be told apart.
  public double leastSpeedUp() {
    return crowded ? (double) cpu / Math.max(1, wall) : speedUp();
  }

  /// Computes the figures of a run.
  public static Figures of(LaneRun<?> run) {
    RunFacts facts = run.facts();
    List<Outcome<?>> ended = ran(run.outcomes());
    List<Outcome<?>> all = new ArrayList<>(ended);
    all.addAll(ran(run.retried()));
    long wall = Math.max(1, facts.ended() - facts.began());
    List<ItemTiming> timings = all.stream().map(Outcome::timing).toList();
    // Of an item that ended with its worker only the time is known.
    List<ItemTiming> told = timings.stream().filter(t -> !t.cutOff()).toList();
    boolean measured = told.stream().allMatch(t -> t.cpuNanos() >= 0);
    Overlap overlap = Overlap.of(timings);
    long task = timings.stream().mapToLong(ItemTiming::taskNanos).sum();
    long cpu =
        told.isEmpty() && !timings.isEmpty()
            ? -1
            : measured
                ? told.stream().mapToLong(ItemTiming::cpuNanos).sum()
                : facts.processCpuNanos();
    boolean crowded =
        measured
            && overlap.peak() > facts.cores()
            && cpu > BUSY_CORES * facts.cores() * overlap.any()
            && told.stream().mapToLong(ItemTiming::taskNanos).sum() > WAITING * cpu;
    return new Figures(
        wall,
        task,
        cpu,
        !measured,
        facts.prepareNanos(),
        queue(timings),
        collect(timings),
        overlap.any(),
        overlap.peak(),
        crowded,
        slowest(all),
        lines(ended, all, facts, wall));
  }

  private static List<Outcome<?>> ran(List<? extends Outcome<?>> outcomes) {
    return outcomes.stream()
        .filter(o -> o.timing().ended() > o.timing().started())
        .<Outcome<?>>map(o -> o)
        .toList();
  }

  private static List<Item> slowest(List<Outcome<?>> all) {
    Map<Integer, Item> items = new TreeMap<>();
    for (Outcome<?> o : all) {
      items.merge(
          o.index(),
          new Item(o.index(), o.timing().taskNanos(), 1, o.timing().cutOff() ? 1 : 0),
          (a, b) ->
              new Item(
                  a.index(),
                  a.nanos() + b.nanos(),
                  a.attempts() + b.attempts(),
                  a.cutOff() + b.cutOff()));
    }
    return items.values().stream()
        .sorted(Comparator.comparingLong(Item::nanos).reversed())
        .limit(RunWatcher.SLOWEST)
        .toList();
  }

  private static long queue(List<ItemTiming> timings) {
    return mean(timings, t -> t.started() - t.queued());
  }

  private static long collect(List<ItemTiming> timings) {
    return mean(timings, t -> t.collected() - t.ended());
  }

  private static long mean(List<ItemTiming> timings, ToLongFunction<ItemTiming> step) {
    return Math.round(
        timings.stream().mapToLong(t -> Math.max(0, step.applyAsLong(t))).average().orElse(0));
  }

  private static List<Line> lines(
      List<Outcome<?>> ended, List<Outcome<?>> all, RunFacts facts, long wall) {
    Map<String, Integer> items = new HashMap<>();
    ended.forEach(o -> items.merge(o.worker(), 1, Integer::sum));
    Map<String, List<ItemTiming>> byWorker = new LinkedHashMap<>();
    all.forEach(o -> byWorker.computeIfAbsent(o.worker(), w -> new ArrayList<>()).add(o.timing()));
    List<Line> lines = new ArrayList<>();
    byWorker.forEach((worker, timings) -> {
      int done = items.getOrDefault(worker, 0);
      long busy = timings.stream().mapToLong(ItemTiming::taskNanos).sum();
      lines.add(
          new Line(
              worker,
              done,
              timings.size() - done,
              busy,
              load(timings, facts.began(), wall),
              queue(timings),
              collect(timings),
              facts.moved().getOrDefault(worker, Moved.NOTHING)));
    });
    lines.sort((a, b) -> NameOrder.compare(a.worker(), b.worker()));
    return lines;
  }

  private static double[] load(List<ItemTiming> timings, long began, long wall) {
    double[] load = new double[CELLS];
    double cell = (double) wall / CELLS;
    for (ItemTiming t : timings) {
      double from = Math.max(0, (t.started() - began) / cell);
      double to = Math.min(CELLS, (t.ended() - began) / cell);
      for (int i = (int) from; i < to; i++) {
        load[i] += Math.min(to, i + 1) - Math.max(from, i);
      }
    }
    return load;
  }

  /// How items overlap in time.
  ///
  /// @param any how long at least one was running
  /// @param peak most that were running at one moment
  private record Overlap(long any, int peak) {
    static Overlap of(List<ItemTiming> timings) {
      long[] starts = timings.stream().mapToLong(ItemTiming::started).sorted().toArray();
      long[] ends = timings.stream().mapToLong(ItemTiming::ended).sorted().toArray();
      int running = 0;
      int peak = 0;
      long any = 0;
      long since = 0;
      int s = 0;
      for (int e = 0; e < ends.length; ) {
        if (s < starts.length && starts[s] < ends[e]) {
          since = running++ == 0 ? starts[s] : since;
          peak = Math.max(peak, running);
          s++;
        } else {
          any += --running == 0 ? ends[e] - since : 0;
          e++;
        }
      }
      return new Overlap(any, peak);
    }
  }
}
