package org.jlanes.runtime.envelope;

import java.io.IOException;

/// Bytes that are not a frame, or a frame that may not be sent.
public final class FrameException extends IOException {
  /// What was wrong with the frame.
  public FrameException(String message) {
    super(message);
  }

  /// What was wrong with the frame, and how that was noticed.
  public FrameException(String message, Throwable cause) {
    super(message, cause);
  }
}
