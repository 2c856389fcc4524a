package org.jlanes.install;

import java.io.IOException;

/// A program that is asked to end when this process is ended, at whatever moment: also when it has
/// just been started, or is about to be. Its monitor guards it; used once.
final class BoundProgram {
  private final ProcessBuilder builder;
  private Process process;
  private boolean ending;

  BoundProgram(ProcessBuilder builder) {
    this.builder = builder;
  }

  /// Runs it until it ends.
  ///
  /// @return its exit status
  /// @throws IOException if it cannot be started
  int run() throws IOException, InterruptedException {
    // Before the start: a signal may come as soon as the program is there.
    Thread ender = new Thread(this::end, "end-program");
    Runtime.getRuntime().addShutdownHook(ender);
    try {
      return started().waitFor();
    } finally {
      forget(ender);
    }
  }

  private synchronized Process started() throws IOException {
    if (ending) {
      throw new IOException("this process is ending");
    }
    process = builder.start();
    return process;
  }

  private synchronized void end() {
    ending = true;
    if (process != null) {
      process.destroy();
    }
  }

  private static void forget(Thread ender) {
    try {
      Runtime.getRuntime().removeShutdownHook(ender);
    } catch (IllegalStateException alreadyEnding) {
      // The hook runs.
    }
  }
}
