package org.jlanes.lanes.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jlanes.lanes.LaneRun;
import org.jlanes.lanes.Outcome;
import org.jlanes.lanes.RunFacts;
import org.jlanes.lanes.run.Nanos;
import org.jlanes.runtime.system.Locales;

/// A report as plain text.
public final class TextReport {
  /// Workers and failures listed before the rest is only counted.
  static final int LISTED = 16;

  private final LaneRun<?> run;
  private final RunFacts facts;
  private final Figures figures;

  /// A report on a run.
  public TextReport(LaneRun<?> run, Figures figures) {
    this.run = run;
    this.facts = run.facts();
    this.figures = figures;
  }

  /// The run in one line.
  public String headline() {
    return facts.lane()
        + ": "
        + Bars.count(run.outcomes().size(), "item", "items")
        + " in "
        + Nanos.text(figures.wall())
        + ", speed-up "
        + speedUp()
        + ending();
  }

  /// What went wrong, for the end of the first line; empty if nothing did.
  String ending() {
    int failed = run.failures().size();
    return switch (facts.ending()) {
      case COMPLETE -> failed == 0 ? "" : ", " + failed + " failed";
      case FAILED -> ", ended by a failure";
      case TIMED_OUT -> ", ended by the timeout";
      case INTERRUPTED -> ", interrupted";
      case LEFT -> ", left by who read its results";
    };
  }

  /// The whole report, several lines.
  public String text() {
    List<String> lines = new ArrayList<>();
    lines.add(headline());
    lines.add(
        "  wall "
            + Nanos.text(figures.wall())
            + median()
            + " · task time "
            + Nanos.text(figures.task())
            + " (summed) · CPU "
            + cpu()
            + " · speed-up "
            + speedUp());
    lines.add("  overhead: " + String.join(" · ", overhead()));
    if (!facts.moved().isEmpty()) {
      lines.add("  moved: " + Bars.moved(facts.movedInAll()));
    }
    if (!figures.slowest().isEmpty()) {
      lines.add(
          "  slowest: " + String.join(", ", figures.slowest().stream().map(this::slow).toList()));
    }
    workers(lines);
    retried().forEach(item -> lines.add("  retried: " + item));
    failures().forEach(item -> lines.add("  failed: " + item));
    notes().forEach(note -> lines.add("  note: " + note));
    return String.join("\n", lines);
  }

  String median() {
    List<Long> walls = facts.repeats();
    return walls.size() < 2
        ? ""
        : " (median of "
            + walls.size()
            + " runs, "
            + Nanos.text(walls.stream().mapToLong(w -> w).min().orElse(0))
            + " to "
            + Nanos.text(walls.stream().mapToLong(w -> w).max().orElse(0))
            + ")";
  }

  String cpu() {
    return figures.cpu() < 0
        ? "not measured"
        : Nanos.text(figures.cpu()) + (figures.cpuOfProcess() ? " (whole process)" : "");
  }

  List<String> overhead() {
    List<String> parts = new ArrayList<>();
    if (facts.compileNanos() > 0) {
      parts.add("compile " + Nanos.text(facts.compileNanos()));
    }
    parts.add("ship " + Nanos.text(figures.ship()));
    if (!figures.lines().isEmpty()) {
      parts.add("queue " + Nanos.text(figures.queue()) + " per item");
      parts.add("collect " + Nanos.text(figures.collect()) + " per item");
    }
    return parts;
  }

  /// The speed-up; where items waited for a core, its bounds.
  String speedUp() {
    return figures.crowded()
        ? Bars.factor(figures.leastSpeedUp()) + " to " + Bars.factor(figures.speedUp())
        : Bars.factor(figures.speedUp());
  }

  List<String> notes() {
    List<String> notes = new ArrayList<>(facts.notes());
    if (figures.crowded()) {
      notes.add(crowd());
    }
    return notes;
  }

  private String crowd() {
    return "up to "
        + figures.peak()
        + " items ran at once on "
        + Bars.count(facts.cores(), "core", "cores")
        + ": their task time may include waiting for a core. If they only compute, the speed-up is"
        + " that of the CPU time, "
        + Bars.factor(figures.leastSpeedUp());
  }

  String slow(Figures.Item item) {
    return "item "
        + item.index()
        + ": "
        + Nanos.text(item.nanos())
        + (item.attempts() > 1 ? " in " + item.attempts() + " attempts" : "")
        + cutOff(item);
  }

  /// That an item did not end by itself.
  private static String cutOff(Figures.Item item) {
    String many = item.cutOff() == 1 ? "one" : Integer.toString(item.cutOff());
    return item.cutOff() == 0
        ? ""
        : item.attempts() == 1
            ? " (until its worker ended)"
            : " (" + many + " until the worker ended)";
  }

  /// What a worker ended.
  static String ended(Figures.Line line) {
    return Bars.count(line.items(), "item", "items")
        + (line.retried() == 0
            ? ""
            : ", " + Bars.count(line.retried(), "failed attempt", "failed attempts"));
  }

  /// What the way to a worker process and back cost.
  private String journey(Figures.Line line) {
    return facts.moved().isEmpty()
        ? ""
        : " · queue "
            + Nanos.text(line.queue())
            + " · collect "
            + Nanos.text(line.collect())
            + " · "
            + Bars.moved(line.moved());
  }

  private void workers(List<String> lines) {
    int widest = figures.lines().stream().mapToInt(l -> l.worker().length()).max().orElse(0);
    for (Figures.Line line : figures.lines().stream().limit(LISTED).toList()) {
      lines.add(
          "  "
              + line.worker()
              + " ".repeat(widest - line.worker().length())
              + " │"
              + Bars.line(line.load(), full(line))
              + "│ "
              + busy(line)
              + " · "
              + ended(line)
              + journey(line));
    }
    if (figures.lines().size() > LISTED) {
      lines.add("  … and " + (figures.lines().size() - LISTED) + " more workers");
    }
  }

  /// The load that fills a cell of the time line: one item, or more where a line stands for many
  /// threads.
  static double full(Figures.Line line) {
    double most = 1;
    for (double l : line.load()) {
      most = Math.max(most, l);
    }
    return most;
  }

  /// How busy a worker was.
  String busy(Figures.Line line) {
    return full(line) > 1.5
        ? String.format(Locales.NONE, "up to %,d at once", figures.peak())
        : "busy " + Bars.percent(share(line));
  }

  double share(Figures.Line line) {
    return Math.min(1, (double) line.busy() / figures.wall());
  }

  /// The items that were tried again, each with the last failure before the attempt that counts.
  List<String> retried() {
    Map<Integer, List<Outcome<?>>> byItem = new TreeMap<>();
    // Of workers that ended there are notes.
    run.retried().stream()
        .filter(o -> !o.timing().cutOff())
        .forEach(o -> byItem.computeIfAbsent(o.index(), i -> new ArrayList<>()).add(o));
    return listed(
        byItem.values().stream()
            .map(attempts ->
                "item "
                    + attempts.getFirst().index()
                    + " after "
                    + Bars.count(attempts.size(), "failed attempt", "failed attempts")
                    + " ("
                    + Nanos.text(attempts.stream().mapToLong(o -> o.timing().taskNanos()).sum())
                    + "): "
                    + attempts.getLast().failureText())
            .toList());
  }

  /// The items that failed in the end.
  List<String> failures() {
    return listed(
        run.failures().stream()
            .map(o ->
                "item "
                    + o.index()
                    + (o.attempts() > 1 ? " after " + o.attempts() + " attempts" : "")
                    + ": "
                    + o.failureText())
            .toList());
  }

  private static List<String> listed(List<String> all) {
    if (all.size() <= LISTED) {
      return all;
    }
    List<String> some = new ArrayList<>(all.subList(0, LISTED));
    some.add("… and " + (all.size() - LISTED) + " more");
    return some;
  }
}
