package org.jlanes.session.usage;

/// A percentage from two counters that grow: of work, and of the time in which it was done. Looks
/// that follow each other too closely to tell anything (the system counts in steps of 10 ms) get
/// the figure of the look before. For one thread.
final class Load {
  private final long shortest;
  private long work;
  private long time;
  private double percent;
  private boolean looked;

  /// Begins where both counters were 0, so that the first look gives the average until then.
  ///
  /// @param shortest time after which there is a new figure
  Load(long shortest) {
    this.shortest = shortest;
  }

  /// The percentage since the look before.
  double look(long workNow, long timeNow) {
    if (!looked || timeNow - time >= shortest) {
      looked = true;
      percent = timeNow <= time ? 0 : Math.max(0, 100.0 * (workNow - work) / (timeNow - time));
      work = workNow;
      time = timeNow;
    }
    return percent;
  }
}
