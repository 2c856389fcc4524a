package org.jlanes.install;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A program that is asked a question, such as its version, and may not answer.
///
/// @param file the program
/// @param patience how long it may take; it is killed then, with what it has started
record Probe(Path file, Duration patience) {
  /// What the program did.
  ///
  /// @param good whether it ended with status 0 and said something
  /// @param text the first line that it said; else what was wrong
  record Answer(boolean good, String text) {}

  /// Runs the program with these arguments and an empty standard input.
  Answer ask(String... arguments) throws InterruptedException {
    List<String> command = Stream.concat(Stream.of(file.toString()), Stream.of(arguments)).toList();
    try {
      // Into a file: a pipe would have to be read, and may be held open by what it has started.
      Path said = Files.createTempFile("jlanes-probe-", ".txt");
      try {
        return ask(command, said);
      } finally {
        Files.deleteIfExists(said);
      }
    } catch (IOException e) {
      return new Answer(false, "cannot be started: " + e.getMessage());
    }
  }

  private Answer ask(List<String> command, Path said) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    try {
      process.getOutputStream().close();
      if (!process.waitFor(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        return new Answer(false, "does not answer within " + seconds(patience));
      }
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    String text = new String(Files.readAllBytes(said), StandardCharsets.UTF_8);
    String first = text.strip().lines().findFirst().orElse("");
    if (process.exitValue() != 0) {
      return new Answer(
          false, "ends with status " + process.exitValue() + (first.isEmpty() ? "" : ": " + first));
    }
    return first.isEmpty() ? new Answer(false, "says nothing") : new Answer(true, first);
  }

  /// A duration for people: `20 s`, `0.5 s`.
  static String seconds(Duration duration) {
    double seconds = duration.toMillis() / 1000.0;
    return (seconds == Math.rint(seconds)
            ? Long.toString(Math.round(seconds))
            : Double.toString(seconds))
        + " s";
  }
}
