package org.jlanes.lanes;

import org.jlanes.lanes.report.Figures;
import org.jlanes.lanes.report.HtmlReport;
import org.jlanes.lanes.report.TextReport;
import org.jlanes.runtime.display.Displayable;
import org.jlanes.runtime.display.MimeBundle;

/// The account of a run. Every number is computed from the timestamps of the items; times are in
/// nanoseconds. Immutable.
public final class LaneReport implements Displayable {
  private final LaneRun<?> run;
  private final Figures figures;

  LaneReport(LaneRun<?> run) {
    this.run = run;
    this.figures = Figures.of(run);
  }

  /// The lane's name.
  public String lane() {
    return run.facts().lane();
  }

  /// How many items ended, well or not.
  public int items() {
    return run.outcomes().size();
  }

  /// Time from the start of the run until the last outcome had been collected.
  public long wallNanos() {
    return figures.wall();
  }

  /// How long the bodies ran, summed over the items and all attempts at them.
  public long taskNanos() {
    return figures.task();
  }

  /// CPU time of the bodies, summed likewise; on virtual threads, which have no CPU clock, that of
  /// the whole process during the run. -1 if unknown.
  public long cpuNanos() {
    return figures.cpu();
  }

  /// Summed task time divided by wall time. Too high where items waited for a core while they ran:
  /// see [#leastSpeedUp].
  public double speedUp() {
    return figures.speedUp();
  }

  /// What the speed-up is at least: that of the CPU time where more items ran at once than there
  /// are cores and kept them busy, since their task time then may include waiting for a core.
  /// Elsewhere the same as [#speedUp].
  public double leastSpeedUp() {
    return figures.leastSpeedUp();
  }

  /// How many attempts failed and were followed by another one.
  public int retries() {
    return run.retried().size();
  }

  /// The most items that ran at one moment.
  public int peak() {
    return figures.peak();
  }

  /// Time for compiling a magic's body; 0 elsewhere.
  public long compileNanos() {
    return run.facts().compileNanos();
  }

  /// How much went to worker processes and came back from them.
  public Moved moved() {
    return run.facts().movedInAll();
  }

  /// The run in one line.
  public String headline() {
    return new TextReport(run, figures).headline();
  }

  @Override
  public MimeBundle toMimeBundle() {
    return MimeBundle.html(new HtmlReport(run, figures).html(), toString());
  }

  @Override
  public String toString() {
    return new TextReport(run, figures).text();
  }
}
