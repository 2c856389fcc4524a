package org.jlanes.lanes.nativecode;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jlanes.runtime.scope.CancelledError;
import org.jlanes.runtime.scope.ChildEnvironment;
import org.jlanes.runtime.scope.Scope;

/// One run of the compiler: its exit code and all it wrote.
///
/// @param exit its exit code
/// @param output standard output and error together
record ProcessRun(int exit, String output) {
  /// Runs a command in a folder; it and its children end with the timeout or the scope.
  ///
  /// @throws NativeException if the timeout passed
  /// @throws CancelledError if the scope was cancelled or the thread interrupted
  static ProcessRun of(List<String> command, Path folder, Duration timeout, Scope scope)
      throws IOException, NativeException {
    Path output = folder.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
            .redirectOutput(output.toFile());
    ChildEnvironment.applyTo(builder);
    // Messages are read by a program first; translated ones could not be.
    builder.environment().put("LC_ALL", "C");
    builder.environment().put("TMPDIR", folder.toString());
    Process process = builder.start();
    try (Scope.Registration _ = scope == null ? () -> {} : scope.onCancel(() -> kill(process))) {
      if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new NativeException(
            "the C compiler did not end within " + timeout.toSeconds() + " seconds",
            "give it longer with --timeout, or lower the optimisation with --cflags=-O1");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancelledError("interrupted");
    } finally {
      // Their folder is deleted next: nobody may write to it any more.
      kill(process).forEach(handle -> handle.onExit().join());
    }
    if (scope != null) {
      scope.checkCancelled();
    }
    String said = new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
    return new ProcessRun(process.exitValue(), said);
  }

  private static List<ProcessHandle> kill(Process process) {
    List<ProcessHandle> all =
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    return all;
  }
}
