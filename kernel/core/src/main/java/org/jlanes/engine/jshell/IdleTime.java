package org.jlanes.engine.jshell;

import java.time.Duration;

/// Knows since when no cell has been running. Thread-safe.
final class IdleTime {
  private int running;
  private long since = System.nanoTime();
  private boolean closed;

  synchronized void begin() {
    running++;
  }

  synchronized void end() {
    running--;
    since = System.nanoTime();
    notifyAll();
  }

  synchronized void close() {
    closed = true;
    notifyAll();
  }

  /// Waits until nothing has run for a while.
  ///
  /// @return false if that will not come: the engine was closed or the wait interrupted
  synchronized boolean await(Duration quiet) {
    try {
      while (!closed) {
        long left = running > 0 ? Long.MAX_VALUE : quiet.toNanos() - (System.nanoTime() - since);
        if (left <= 0) {
          return true;
        }
        if (running > 0) {
          wait();
        } else {
          wait(left / 1_000_000, (int) (left % 1_000_000));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }
}
