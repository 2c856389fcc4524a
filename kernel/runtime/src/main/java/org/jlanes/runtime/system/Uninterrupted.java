package org.jlanes.runtime.system;

import java.util.function.BooleanSupplier;

/// Waits that an interrupt does not end, but that keep it for the thread.
public final class Uninterrupted {
  private Uninterrupted() {}

  /// Waits until something is so.
  ///
  /// @param lock its monitor is the caller's, who is told by `notifyAll` when that may have changed
  public static void await(Object lock, BooleanSupplier condition) {
    boolean interrupted = false;
    while (!condition.getAsBoolean()) {
      try {
        lock.wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
