package org.jlanes.install;

import java.io.IOException;
import java.util.List;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/// Runs a program in the foreground of this terminal, as a shell does: what is typed is the
/// program's, Ctrl-C too.
///
/// The terminal sends Ctrl-C to both processes. JupyterLab answers it with a question, so this one
/// must not end of it and give the terminal back to the shell before the program has ended.
final class Foreground {
  private static final Signal INTERRUPT = new Signal("INT");

  private Foreground() {}

  /// Runs a program until it ends. When this process is ended by another signal, the program is
  /// asked to end too.
  ///
  /// @return the program's exit status
  /// @throws IOException if it cannot be started
  static int run(List<String> command) throws IOException, InterruptedException {
    // A handler that does nothing, and not SIG_IGN: that one the program would inherit.
    SignalHandler before = Signal.handle(INTERRUPT, signal -> {});
    try {
      return new BoundProgram(new ProcessBuilder(command).inheritIO()).run();
    } finally {
      Signal.handle(INTERRUPT, before);
    }
  }
}
