package org.jlanes.runtime.output;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A small process that outlives this one: when this one has died, it copies into the server's log
/// what is left in the pipes, so that a crash loses no word. It also goes on reading for processes
/// that were left running. On Linux only, where a pipe can be opened by another process.
final class LogKeeper {
  /// Waits for the end of its input, which this process never writes to nor closes.
  private static final String SCRIPT =
      """
      trap '' INT TERM HUP
      exec 3<"$0" 4<"$1" || exit
      read -r end
      cat <&3 >&2 &
      cat <&4 >&2
      wait
      """;

  /// Held: the end of its input closes when nobody holds the process.
  private final Process process;

  private LogKeeper(Process process) {
    this.process = process;
  }

  /// Starts the keeper. To be called while descriptor 2 still is the log.
  ///
  /// @param out descriptor of the pipe with standard output
  /// @param err descriptor of the pipe with standard error
  /// @return the keeper, which must be held, or null on other systems
  static LogKeeper start(int out, int err) throws IOException {
    Path open = Path.of("/proc", Long.toString(ProcessHandle.current().pid()), "fd");
    if (!Files.isDirectory(open)) {
      return null;
    }
    List<String> command =
        List.of(
            "sh",
            "-c",
            SCRIPT,
            open.resolve(Integer.toString(out)).toString(),
            open.resolve(Integer.toString(err)).toString());
    return new LogKeeper(
        new ProcessBuilder(command)
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.INHERIT)
            .start());
  }

  @Override
  public String toString() {
    return "log keeper, process " + process.pid();
  }
}
