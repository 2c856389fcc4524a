package org.jlanes.lanes.run;

/// A lane cannot do what was asked: the message says why and what to do instead.
public final class LaneException extends Exception {
  private static final long serialVersionUID = 1L;

  /// An explanation for the user.
  public LaneException(String message) {
    super(message);
  }

  /// An explanation for the user, with what caused it.
  public LaneException(String message, Throwable cause) {
    super(message, cause);
  }
}
