package org.jlanes.magics.general;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jlanes.runtime.engine.CellFailure;
import org.jlanes.runtime.magic.MagicCall;
import org.jlanes.runtime.magic.MagicError;
import org.jlanes.runtime.magic.MagicResult;
import org.jlanes.runtime.output.ChildProcesses;
import org.jlanes.runtime.scope.ChildEnvironment;
import org.jlanes.runtime.system.TemporaryFolder;

/// A cell in another language, run by its interpreter.
///
/// @param interpreter the program, found on the PATH that `%env` may have changed
/// @param options what it gets before the script's file
/// @param suffix of the script's file
/// @param howToGetIt what to do where there is none
record Script(String interpreter, List<String> options, String suffix, String howToGetIt) {
  /// Whether the first word is `--help`: the others are arguments, whatever they look like.
  static boolean asksForHelp(MagicCall call) {
    return call.header().strip().matches("(?s)--help(\\s.*)?");
  }

  /// Runs the cell's body; the words of the header, but for a first `--`, are the script's
  /// arguments.
  ///
  /// @throws CellFailure if the script ends with another exit code than 0
  MagicResult run(MagicCall call)
      throws MagicError, CellFailure, IOException, InterruptedException {
    Path program = ChildEnvironment.program(interpreter).orElseThrow(() -> missing(call));
    Path folder = TemporaryFolder.create("script-");
    Path file = folder.resolve("cell" + suffix);
    try {
      Files.writeString(file, call.body());
      List<String> command = new ArrayList<>();
      command.add(program.toString());
      command.addAll(options);
      command.add(file.toString());
      Words.of(call).stream()
          .map(Words.Word::text)
          .skip(call.header().strip().matches("(?s)--(\\s.*)?") ? 1 : 0)
          .forEach(command::add);
      int exitCode = start(command, call);
      call.scope().checkCancelled();
      if (exitCode != 0) {
        String message = interpreter + " ended with exit code " + exitCode + meaning(exitCode);
        throw new CellFailure("ExitCode", message, List.of(message), null);
      }
      return MagicResult.none();
    } finally {
      // With what the script has put beside itself.
      TemporaryFolder.delete(folder);
    }
  }

  private MagicError missing(MagicCall call) {
    return wrong(call, "there is no " + interpreter + " on the PATH", howToGetIt);
  }

  private static MagicError wrong(MagicCall call, String message, String advice) {
    int percent = call.headerStart() - call.name().length() - 2;
    return new MagicError(message, percent, call.headerStart(), advice);
  }

  private int start(List<String> command, MagicCall call) throws MagicError, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    ChildEnvironment.applyTo(builder);
    Process process;
    try {
      process = ChildProcesses.start(call.scope(), builder);
    } catch (IOException e) {
      throw wrong(
          call,
          "cannot start " + command.getFirst() + ": " + e.getMessage(),
          "Is the working directory still there? Try: " + command.getFirst() + " --version");
    }
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      ChildProcesses.end(process);
      throw e;
    }
  }

  private static String meaning(int exitCode) {
    return switch (exitCode) {
      case 126 -> " (something in it cannot be executed)";
      case 127 -> " (a command in it was not found)";
      case 137 -> " (it was killed, perhaps for using too much memory)";
      case 139 -> " (it crashed: segmentation fault)";
      default -> "";
    };
  }
}
