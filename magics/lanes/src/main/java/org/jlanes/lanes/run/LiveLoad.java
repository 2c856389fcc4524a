package org.jlanes.lanes.run;

/// How many items a worker has run at each time so far, in a few equal parts of the time, which
/// grow with it. Times are nanoseconds since the run began. Owned by [RunState].
final class LiveLoad {
  /// An even number of parts.
  static final int PARTS = 36;

  /// Length of a part at first: a run is shown from half a second on.
  private static final long FIRST = 25_000_000;

  private final double[] busy;
  private long width;

  LiveLoad() {
    this(new double[PARTS], FIRST);
  }

  private LiveLoad(double[] busy, long width) {
    this.busy = busy;
    this.width = width;
  }

  /// An item ran.
  void add(long from, long to) {
    reach(to);
    long begin = Math.max(0, from);
    for (int i = (int) (begin / width); i < PARTS && i * width < to; i++) {
      busy[i] += Math.min(to, (i + 1) * width) - Math.max(begin, i * width);
    }
  }

  /// Makes the parts long enough.
  private void reach(long end) {
    while (end > width * PARTS) {
      for (int i = 0; i < PARTS; i++) {
        busy[i] = 2 * i < PARTS ? busy[2 * i] + busy[2 * i + 1] : 0;
      }
      width *= 2;
    }
  }

  /// The load of each part until now.
  ///
  /// @param since when the item began that still runs, or `now` if none does
  double[] until(long now, long since) {
    LiveLoad whole = new LiveLoad(busy.clone(), width);
    whole.reach(now);
    whole.add(since, now);
    double[] load = new double[(int) Math.min(PARTS, (now + whole.width - 1) / whole.width)];
    for (int i = 0; i < load.length; i++) {
      load[i] = whole.busy[i] / Math.min(whole.width, now - i * whole.width);
    }
    return load;
  }
}
