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

  /// The end of a process that was being started: how, where that was a signal. Its status is our
  /// own or the JVM's, and says nothing.
  static String start(int status) {
    return status <= SIGNALLED ? "ended" : words(status);
  }

  /// What to do about it; a sentence.
  static String advice(int status) {
    return switch (status - SIGNALLED) {
      case 9 ->
          "If the machine ran out of memory: fewer --workers, a smaller --memory, or smaller"
              + " items.";
      case 6, 11, 7, 4, 8 -> "Native code that a body calls may crash its process.";
      case 15 -> "Somebody has ended it.";
      default -> "Code that no cell can stop has ended it, such as exit in C or in a library.";
    };
  }

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
