package org.jlanes.client;

import java.io.IOException;

/// The kernel did not answer in time. It may still be at work: interrupt it or close its process.
public final class KernelTimeoutException extends IOException {
  private static final long serialVersionUID = 1L;

  /// What was asked, and how long was waited.
  public KernelTimeoutException(String message) {
    super(message);
  }
}
