package org.jlanes.runtime.weave;

import org.jlanes.runtime.envelope.WorkerIdentity;
import org.jlanes.runtime.scope.ExitRequest;
import org.jlanes.runtime.scope.Scope;

/// What woven code calls instead of `System.exit`, `Runtime.exit` and `Runtime.halt`: a cell or a
/// task must not end the process it runs in.
@SuppressWarnings("DoNotCallSuggester") // woven code must be able to call them
public final class ExitHook {
  private ExitHook() {}

  /// Stands for `System.exit`.
  ///
  /// @throws ExitRequest always
  public static void exit(int status) {
    throw request(status);
  }

  /// Stands for `Runtime.exit` and `Runtime.halt`.
  ///
  /// @throws ExitRequest always
  public static void exit(Runtime runtime, int status) {
    throw request(status);
  }

  private static ExitRequest request(int status) {
    Scope scope = Scope.current();
    boolean worker = scope != null && scope.service(WorkerIdentity.class).isPresent();
    return new ExitRequest(
        status,
        worker
            ? "A body cannot end its worker process, which serves other items too; return, or throw"
                + " an exception."
            : "A cell cannot end the kernel; use the front end's Restart or Shut Down.");
  }
}
