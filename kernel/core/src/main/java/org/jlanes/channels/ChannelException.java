package org.jlanes.channels;

/// A channel could not be opened; the message says why and what to do.
public final class ChannelException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// What happened and what to do.
  public ChannelException(String message) {
    super(message);
  }

  /// What happened, what to do, and the cause.
  public ChannelException(String message, Throwable cause) {
    super(message, cause);
  }
}
