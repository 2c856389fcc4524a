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

/// A cell in another language, run by its interpreter.
///
/// @param interpreter the program, found on the PATH
/// @param options what it gets before the script's file
/// @param suffix of the script's file
/// @param howToGetIt what to do where there is none
record Script(String interpreter, List<String> options, String suffix, String howToGetIt) {
  /// Runs the cell's body; the words of the header are the script's arguments.
  ///
  /// @throws CellFailure if the script ends with another exit code than 0
  MagicResult run(MagicCall call)
      throws MagicError, CellFailure, IOException, InterruptedException {
    Path folder = Files.createTempDirectory("jlanes-script-");
    Path file = folder.resolve("cell" + suffix);
    try {
      Files.writeString(file, call.body());
      List<String> command = new ArrayList<>();
      command.add(interpreter);
      command.addAll(options);
      command.add(file.toString());
      for (Words.Word word : Words.of(call)) {
        command.add(word.text());
      }
      int exitCode = start(command, call);
      call.scope().checkCancelled();
      if (exitCode != 0) {
        String message = interpreter + " ended with exit code " + exitCode + meaning(exitCode);
        throw new CellFailure("ExitCode", message, List.of(message), null);
      }
      return MagicResult.none();
    } finally {
      Files.deleteIfExists(file);
      Files.deleteIfExists(folder);
    }
  }

  private int start(List<String> command, MagicCall call) throws MagicError, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    ChildEnvironment.applyTo(builder);
    Process process;
    try {
      process = ChildProcesses.start(call.scope(), builder);
    } catch (IOException e) {
      int percent = call.headerStart() - call.name().length() - 2;
      throw new MagicError(
          "there is no " + interpreter + " on the PATH", percent, call.headerStart(), howToGetIt);
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
