package org.jlanes.runtime.scope;

/// Thrown instead of ending the JVM when user code calls `System.exit`, `Runtime.exit` or
/// `Runtime.halt`: a cell must not take the notebook with it.
public final class ExitRequest extends Error {
  private static final long serialVersionUID = 1L;

  /// The exit status that the user code asked for.
  private final int status;

  /// A request to end the JVM with `status`.
  ///
  /// @param advice why it is not followed, and what to do instead
  public ExitRequest(int status, String advice) {
    super("System.exit(" + status + ") was called. " + advice);
    this.status = status;
  }

  /// The exit status that the user code asked for.
  public int status() {
    return status;
  }
}
