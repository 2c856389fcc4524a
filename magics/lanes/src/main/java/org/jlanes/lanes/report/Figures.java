package org.jlanes.lanes.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jlanes.lanes.ItemTiming;
import org.jlanes.lanes.LaneRun;
import org.jlanes.lanes.Outcome;
import org.jlanes.lanes.RunFacts;
import org.jlanes.lanes.run.NameOrder;

/// The numbers of a report, every one computed from the timestamps of the items and of the run.
/// Times in nanoseconds.
///
/// @param wall from the start of the run until the last outcome was collected
/// @param task how long the bodies ran, summed over the items
/// @param cpu CPU time of the bodies summed over the items, or of the whole process where threads
///   have no CPU clock; -1 if unknown
/// @param cpuOfProcess whether `cpu` is that of the whole process
/// @param ship starting workers and sending the body to them, before the first item
/// @param queue mean time from handing an item to the lane until it was started, its way to a
///   worker included
/// @param collect mean time from the end of an item until its result was collected
/// @param running how long at least one item was running
/// @param peak most items running at one moment
/// @param slowest the items that ran longest, longest first, at most three
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
    List<Outcome<?>> slowest,
    List<Line> lines) {
  /// Cells of a time line.
  static final int CELLS = 36;

  private static final int SLOWEST = 3;

  /// What one worker did.
  ///
  /// @param worker its name
  /// @param items how many items ended there
  /// @param busy how long it ran items, in nanoseconds, summed over them
  /// @param load how many items it ran on average in each of [#CELLS] equal parts of the run
  public record Line(String worker, int items, long busy, double[] load) {}

  /// Summed task time divided by wall time: how many times as fast as one item after the other, had
  /// each taken as long as it did.
  public double speedUp() {
    return (double) task / Math.max(1, wall);
  }

  /// Computes the figures of a run.
  public static Figures of(LaneRun<?> run) {
    RunFacts facts = run.facts();
    List<Outcome<?>> ran =
        run.outcomes().stream()
            .filter(o -> o.timing().ended() > o.timing().started())
            .<Outcome<?>>map(o -> o)
            .toList();
    long wall = Math.max(1, facts.ended() - facts.began());
    List<ItemTiming> timings = ran.stream().map(Outcome::timing).toList();
    boolean measured = timings.stream().allMatch(t -> t.cpuNanos() >= 0);
    Overlap overlap = Overlap.of(timings);
    return new Figures(
        wall,
        timings.stream().mapToLong(ItemTiming::taskNanos).sum(),
        measured ? timings.stream().mapToLong(ItemTiming::cpuNanos).sum() : facts.processCpuNanos(),
        !measured,
        facts.prepareNanos(),
        mean(timings, t -> t.started() - t.queued()),
        mean(timings, t -> t.collected() - t.ended()),
        overlap.any(),
        overlap.peak(),
        ran.stream()
            .sorted(Comparator.comparingLong((Outcome<?> o) -> o.timing().taskNanos()).reversed())
            .limit(SLOWEST)
            .toList(),
        lines(ran, facts.began(), wall));
  }

  private static long mean(
      List<ItemTiming> timings, java.util.function.ToLongFunction<ItemTiming> step) {
    return Math.round(
        timings.stream().mapToLong(t -> Math.max(0, step.applyAsLong(t))).average().orElse(0));
  }

  private static List<Line> lines(List<Outcome<?>> ran, long began, long wall) {
    Map<String, List<ItemTiming>> byWorker = new LinkedHashMap<>();
    ran.forEach(o -> byWorker.computeIfAbsent(o.worker(), w -> new ArrayList<>()).add(o.timing()));
    List<Line> lines = new ArrayList<>();
    byWorker.forEach((worker, timings) ->
        lines.add(
            new Line(
                worker,
                timings.size(),
                timings.stream().mapToLong(ItemTiming::taskNanos).sum(),
                load(timings, began, wall))));
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
