package org.jlanes.client;

import java.io.IOException;

/// The kernel process ended while something was asked of it.
public final class KernelDiedException extends IOException {
  private static final long serialVersionUID = 1L;

  /// What happened, with the last lines of the kernel's log where there are any.
  public KernelDiedException(String message) {
    super(message);
  }
}
