package org.jlanes.runtime.weave;

import org.jlanes.runtime.scope.ExitRequest;

/// What woven code calls instead of `System.exit`, `Runtime.exit` and `Runtime.halt`: a cell or a
/// task must not end the process it runs in.
@SuppressWarnings("DoNotCallSuggester") // woven code must be able to call them
public final class ExitHook {
  private ExitHook() {}

  /// Stands for `System.exit`.
  ///
  /// @throws ExitRequest always
  public static void exit(int status) {
    throw new ExitRequest(status);
  }

  /// Stands for `Runtime.exit` and `Runtime.halt`.
  ///
  /// @throws ExitRequest always
  public static void exit(Runtime runtime, int status) {
    throw new ExitRequest(status);
  }
}
