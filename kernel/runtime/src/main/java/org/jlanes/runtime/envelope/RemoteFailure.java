package org.jlanes.runtime.envelope;

/// Stands for an exception of a worker that could not be rebuilt in the kernel, because its class
/// is unknown there or something in it cannot be serialized. Its stack trace is the one of the
/// worker.
public final class RemoteFailure extends Exception {
  /// Binary name of the class that was thrown.
  private final String type;

  /// A description of what was thrown.
  ///
  /// @param type binary name of the class that was thrown
  /// @param message its message, or null
  /// @param trace its frames in the worker
  public RemoteFailure(String type, String message, StackTraceElement[] trace) {
    super(message, null, false, true);
    this.type = type;
    setStackTrace(trace);
  }

  /// A description with a cause, to which suppressed exceptions may be added.
  ///
  /// @param cause what was its cause, or stands for it; null for none
  public RemoteFailure(String type, String message, StackTraceElement[] trace, Throwable cause) {
    super(message, cause, true, true);
    this.type = type;
    setStackTrace(trace);
  }

  /// Binary name of the class that was thrown.
  public String type() {
    return type;
  }

  @Override
  @SuppressWarnings("OverrideThrowableToString") // it is to look like what it stands for
  public String toString() {
    return getMessage() == null ? type : type + ": " + getMessage();
  }
}
