package org.jlanes.lanes;

/// A run did not end well: an item failed, the time was up, the source threw, or the lane could not
/// do what was asked. What had been computed is in [#run] and in [Lanes#last].
public final class LaneFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int index;
  private final transient LaneRun<?> run;

  /// A failure of a run.
  ///
  /// @param message what the user reads
  /// @param index the failed item's position, -1 where no single item is to blame
  /// @param cause what the body threw, or null
  /// @param run what had been computed, or null if the run did not begin
  public LaneFailure(String message, int index, Throwable cause, LaneRun<?> run) {
    super(message, cause);
    this.index = index;
    this.run = run;
  }

  /// Position of the item that failed, from 0; -1 where no single item is to blame (timeout, a
  /// source that threw, a lane that could not start).
  public int index() {
    return index;
  }

  /// What had been computed, or null if the run did not begin.
  public LaneRun<?> run() {
    return run;
  }
}
