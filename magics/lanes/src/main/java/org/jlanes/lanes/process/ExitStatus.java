package org.jlanes.lanes.process;

import java.util.Map;

/// How a process ended, in words.
final class ExitStatus {
  /// A process that was ended by signal `n` has this plus `n` as its status.
  private static final int SIGNALLED = 128;

  private static final Map<Integer, String> SIGNALS =
      Map.of(
          4, "SIGILL", 6, "SIGABRT", 7, "SIGBUS", 8, "SIGFPE", 9, "SIGKILL", 11, "SIGSEGV", 15,
          "SIGTERM");

  private ExitStatus() {}

  /// For example `was killed by SIGKILL (kill -9, or the system ran out of memory)`.
  static String words(int status) {
    if (status <= SIGNALLED) {
      return "ended with status " + status;
    }
    int signal = status - SIGNALLED;
    String name = SIGNALS.getOrDefault(signal, "signal " + signal);
    return switch (signal) {
      case 9 -> "was killed by " + name + " (kill -9, or the system ran out of memory)";
      case 6, 11, 7, 4, 8 -> "crashed with " + name + " (native code?)";
      default -> "was ended by " + name;
    };
  }
}
