package org.jlanes.engine.jshell;

import java.util.List;
import java.util.Optional;
import org.jlanes.runtime.engine.CellFailure;

/// Changes the options with which cells are compiled: as a whole or not at all. For the thread of
/// the running cell.
final class OptionChange {
  private final Shell shell;
  private final LiveModules modules;

  /// @param modules what the running JVM has of that which options may ask for
  OptionChange(Shell shell, LiveModules modules) {
    this.shell = shell;
    this.modules = modules;
  }

  /// Compiles with other options from now on.
  ///
  /// @param others instead of those that may be changed
  /// @throws CellFailure if the compiler does not take them, or code compiled with them could not
  ///   run in this JVM
  void to(List<String> others, int cell) throws CellFailure {
    CompilerOptions options = shell.options();
    Optional<LiveModules.Lack> lack = LiveModules.lack(others);
    if (lack.isPresent()) {
      throw new Failures.Report("OptionError", lack.get().what(), cell)
          .add("What is compiled so would not run. Run   %jvm " + lack.get().option())
          .add("and restart the kernel; the compiler gets the option by itself then.")
          .failure(null);
    }
    Optional<String> problem =
        shell.with(jshell -> options.problem(others)).or(() -> modules.export(others));
    if (problem.isPresent()) {
      throw new Failures.Report("OptionError", problem.get(), cell)
          .add("The options of the compiler are what they were.")
          .failure(null);
    }
    if (!shell.with(jshell -> options.replace(others))) {
      throw new Failures.Report("OptionError", "this JDK's JShell takes options at its start", cell)
          .add("Install the kernel with them: jlanes install --javac-option=…")
          .failure(null);
    }
  }
}
