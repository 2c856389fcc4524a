package org.jlanes.lanes.process;

/// How many items a worker is given ahead, so that it does not idle during the way there and back,
/// but no long item waits behind another one while a worker is free. Owned by the run's lock.
final class Pace {
  /// Work that may lie ready in a worker, in nanoseconds: many times the way there and back.
  private static final long READY = 4_000_000;

  private static final int MOST = 8192;

  /// After that many items what was measured before counts for nothing.
  private static final int RECENT = 20;

  /// Bytes of items that may lie ready in a worker; a larger one goes alone.
  private static final double AHEAD = 32 << 20;

  private static final double WEIGHT = 0.2;

  private final int chunk;
  private double mean = -1;
  private double size;

  /// A pace for a fixed number of items per message, or 0 to choose by measurement.
  Pace(int chunk) {
    this.chunk = chunk;
  }

  /// An item has taken this long.
  void measured(long nanos) {
    measured(nanos, 1);
  }

  /// Some items have taken this long together.
  void measured(long nanos, int items) {
    double each = (double) nanos / items;
    double weight = items >= RECENT ? 1 : 1 - Math.pow(1 - WEIGHT, items);
    mean = mean < 0 ? each : mean + weight * (each - mean);
  }

  /// An item is this large.
  void sized(long bytes) {
    // Growing at once, since memory is used at once.
    size = bytes > size ? bytes : size + WEIGHT * (bytes - size);
  }

  /// How many items a worker should have at most.
  int depth() {
    double most = Math.min(READY / Math.max(mean, 1), AHEAD / Math.max(size, 1));
    return Math.max(chunk, mean < 0 ? 1 : (int) Math.clamp(most, 1, MOST));
  }

  /// How many items to send to a worker that has `sent`, when `pending` wait for `workers`.
  int batch(int sent, int pending, int workers) {
    int depth = depth();
    if (chunk > 0) {
      int message = Math.min(chunk, pending);
      return sent == 0 || sent + message <= depth ? message : 0;
    }
    if (sent > depth / 2) {
      return 0;
    }
    int fair = Math.max(1, pending / workers);
    return Math.min(Math.min(depth - sent, fair), pending);
  }
}
