package org.jlanes.wire;

/// A connection file cannot be used; the message says which field is wrong and what to do.
public final class ConnectionFileException extends Exception {
  private static final long serialVersionUID = 1L;

  /// What is wrong and what to do.
  public ConnectionFileException(String message) {
    super(message);
  }

  /// What is wrong and what to do, and the cause.
  public ConnectionFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
