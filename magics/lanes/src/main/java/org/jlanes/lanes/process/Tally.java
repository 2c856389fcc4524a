package org.jlanes.lanes.process;

import java.util.concurrent.atomic.AtomicLong;

/// How many items a worker has run in its life. May be read by any thread.
final class Tally {
  private final AtomicLong ended = new AtomicLong();
  private int given;
  private volatile int limit;

  /// How many it was given. Owned by the run that has the worker.
  int given() {
    return given;
  }

  /// It is given more, or fewer: some were taken back. For the run that has the worker.
  void give(int n) {
    given += n;
  }

  /// How many have ended.
  long ended() {
    return ended.get();
  }

  /// Some more have ended. For the one thread that reads the worker's frames.
  void end(int n) {
    ended.lazySet(ended.getPlain() + n);
  }

  /// After how many the worker is replaced, 0 for never.
  int limit() {
    return limit;
  }

  /// Sets after how many it is replaced.
  void limit(int n) {
    limit = n;
  }
}
