package org.jlanes.lanes.run;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// What a lane's executor lets through: so many tasks at once, and so many starts per second. Tasks
/// wait on their own thread. Safe for any thread.
final class Gate {
  private final Semaphore places;
  private final long stepNanos;
  private long nextStart = System.nanoTime();

  /// A gate.
  ///
  /// @param limit tasks that run at once, 0 for any number
  /// @param ratePerSecond starts per second, 0 for any number
  Gate(int limit, double ratePerSecond) {
    this.places = limit > 0 ? new Semaphore(limit, true) : null;
    this.stepNanos = ratePerSecond > 0 ? (long) (1e9 / ratePerSecond) : 0;
  }

  /// Runs a task when it is its turn.
  ///
  /// @throws InterruptedException if the thread was interrupted before that; it was not run then
  void pass(Runnable task) throws InterruptedException {
    if (places != null) {
      places.acquire();
    }
    try {
      awaitTurn();
      task.run();
    } finally {
      if (places != null) {
        places.release();
      }
    }
  }

  private void awaitTurn() throws InterruptedException {
    if (stepNanos > 0) {
      TimeUnit.NANOSECONDS.sleep(turn() - System.nanoTime());
    }
  }

  private synchronized long turn() {
    long mine = Math.max(nextStart, System.nanoTime());
    nextStart = mine + stepNanos;
    return mine;
  }
}
