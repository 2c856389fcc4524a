package org.jlanes.soak;

/// A kernel did not do in time what it was waited for; the fault has been noted.
final class KernelStuckException extends Exception {
  private static final long serialVersionUID = 1;

  /// @param message what was waited for
  KernelStuckException(String message) {
    super(message);
  }
}
