package org.jlanes.wire;

/// A received message is not to be used: malformed, unsigned, wrongly signed or replayed. The
/// message is dropped and the connection goes on.
public final class BadMessageException extends Exception {
  private static final long serialVersionUID = 1L;

  /// What is wrong, for the log.
  public BadMessageException(String message) {
    super(message);
  }

  /// What is wrong, for the log, and why.
  public BadMessageException(String message, Throwable cause) {
    super(message, cause);
  }
}
