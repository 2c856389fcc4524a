package org.jlanes.engine.jshell;

import java.util.concurrent.Callable;

/// Waits that an interrupt does not end. The interrupt is remembered by the thread's flag.
final class Waiting {
  private Waiting() {}

  /// What the awaited call threw, apart from interrupts.
  static final class Failed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Failed(Exception cause) {
      super(cause);
    }
  }

  /// Repeats a blocking call until it returns without being interrupted.
  ///
  /// @throws Failed if the call throws something else
  static <T> T uninterruptibly(Callable<T> wait) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return wait.call();
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (Exception e) {
          throw new Failed(e);
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
