package org.jlanes.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jlanes.engine.Engine;
import org.jlanes.engine.EngineFactory;
import org.jlanes.runtime.engine.CellFailure;
import org.jlanes.runtime.output.WorkerText;
import org.jlanes.runtime.scope.Scope;

/// Whether a kernel with some options would come up: starts one that makes an engine, runs a cell
/// and ends. An option that is wrong, or that leaves too little memory, would otherwise keep the
/// kernel from starting, where nobody sees why.
public final class OptionsCheck {
  /// Stands where the connection file does.
  private static final String ARGUMENT = "--check-options";

  /// Options such as `-version` let the JVM end well without running anything.
  private static final String PASSED = "jlanes: a kernel runs with these options";

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private OptionsCheck() {}

  /// Tries options out, which takes a second or two. An interrupt ends it.
  ///
  /// @param command how the kernel is started, as in `kernel.json`, up to the connection file
  /// @return what the JVM, the compiler or the kernel says against them; empty if they are good
  /// @throws IOException if `java` cannot be started
  public static Optional<String> problem(List<String> command)
      throws IOException, InterruptedException {
    Path said = Files.createTempFile("jlanes-options-", ".txt");
    List<String> check = new ArrayList<>(command);
    check.add(ARGUMENT);
    Process process =
        new ProcessBuilder(check)
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .start();
    try {
      boolean ended = process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
      String text = Files.readString(said);
      if (ended && process.exitValue() == 0 && text.contains(PASSED)) {
        return Optional.empty();
      }
      String reason =
          text.lines()
              .filter(line ->
                  !line.startsWith("Error: Could not create the Java Virtual Machine")
                      && !line.startsWith("Error: A fatal exception has occurred")
                      && !line.startsWith("NOTE: Picked up"))
              .limit(10)
              .collect(Collectors.joining("\n"));
      return Optional.of(
          ended
              ? (reason.isBlank() ? "the JVM ended without a word" : reason)
              : "a kernel with them did not answer within " + LIMIT.toSeconds() + " s");
    } finally {
      process.destroyForcibly();
      Files.deleteIfExists(said);
    }
  }

  /// Whether a command line asks for the check.
  static boolean isAskedFor(String... args) {
    return args.length > 0 && args[args.length - 1].equals(ARGUMENT);
  }

  /// Makes the check in this process, and ends it.
  static void run(EngineFactory factory) {
    int status = 1;
    try (Engine engine = factory.create(KernelAgent.instrumentation())) {
      var unused = engine.run("1 + 1", new Scope("check", 0, new Nowhere(), Map.of()), true);
      System.out.println(PASSED);
      System.out.flush();
      status = 0;
    } catch (CellFailure | RuntimeException | Error e) {
      // Whatever it is, it is the answer.
      System.err.println(e.getMessage() == null ? e.toString() : e.getMessage());
    } finally {
      Runtime.getRuntime().halt(status);
    }
  }

  /// The cell prints nothing.
  private static final class Nowhere extends WorkerText {
    @Override
    public void write(Stream stream, byte[] bytes, int offset, int length) {}

    @Override
    public void flush() {}
  }
}
