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

  /// How long the bodies ran, summed over the items.
  public long taskNanos() {
    return figures.task();
  }

  /// CPU time of the bodies, summed over the items; on virtual threads, which have no CPU clock,
  /// that of the whole process during the run. -1 if unknown.
  public long cpuNanos() {
    return figures.cpu();
  }

  /// Summed task time divided by wall time.
  public double speedUp() {
    return figures.speedUp();
  }

  /// The most items that ran at one moment.
  public int peak() {
    return figures.peak();
  }

  /// Time for compiling a magic's body; 0 elsewhere.
  public long compileNanos() {
    return run.facts().compileNanos();
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
