package org.jlanes.session;

import org.jlanes.runtime.scope.Scope;

/// The scope of the cell that runs now, for the interrupt. Safe for any thread.
final class RunningCell {
  private Scope scope;
  private volatile Scope latest;

  /// The shell thread begins a cell.
  synchronized void begin(Scope cell) {
    scope = cell;
    latest = cell;
  }

  /// The shell thread has ended the cell. Waits for an interrupt that is under way, so that it can
  /// not hit threads that the cell has left running on purpose.
  synchronized void end() {
    scope = null;
  }

  /// Cancels the running cell; does nothing if there is none. May be called again for a cell that
  /// has not ended yet.
  synchronized void interrupt() {
    if (scope != null) {
      scope.cancel("interrupted");
    }
  }

  /// The cell that runs or, when none does, ran last; null before the first.
  Scope latest() {
    return latest;
  }
}
