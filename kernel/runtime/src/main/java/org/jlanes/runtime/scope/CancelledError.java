package org.jlanes.runtime.scope;

/// Thrown in user code when its scope has been cancelled, by an interrupt, a timeout or a failure
/// of another item. An `Error`, so that `catch (Exception e)` in user code does not swallow it.
public final class CancelledError extends Error {
  private static final long serialVersionUID = 1L;

  /// An error that says why the code was stopped, for example `interrupted`.
  public CancelledError(String reason) {
    super(reason);
  }
}
