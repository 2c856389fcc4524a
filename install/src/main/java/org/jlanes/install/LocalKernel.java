package org.jlanes.install;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jlanes.client.ExecuteOptions;
import org.jlanes.client.ExecuteResult;
import org.jlanes.client.KernelProcess;
import org.jlanes.client.KernelTimeoutException;
import org.jlanes.client.OutputListener;

/// A real kernel in a process of its own, spoken to over ZeroMQ. Also ends it when this JVM ends
/// (Ctrl-C). Used by one thread.
final class LocalKernel implements CellExecutor, AutoCloseable {
  private static final Duration START = Duration.ofSeconds(60);

  /// What runs here was typed by nobody: the history is left to the notebooks.
  private static final Map<String, String> UNRECORDED = Map.of("JLANES_HISTORY", "off");

  private final KernelProcess process;
  private final JsonObject info;
  private final Thread ender;

  private ExecuteOptions options = ExecuteOptions.DEFAULT;

  private LocalKernel(KernelProcess process, JsonObject info, Thread ender) {
    this.process = process;
    this.info = info;
    this.ender = ender;
  }

  /// Starts a kernel and waits until it answers.
  ///
  /// @param directory the kernel's working directory
  /// @throws CommandException if it does not start
  static LocalKernel start(KernelSpec spec, Path directory)
      throws CommandException, InterruptedException {
    return start(spec, directory, START);
  }

  /// Starts a kernel that must answer within `limit`.
  static LocalKernel start(KernelSpec spec, Path directory, Duration limit)
      throws CommandException, InterruptedException {
    return start(spec, directory, limit, UNRECORDED);
  }

  /// Starts a kernel whose history is kept, in a folder.
  static LocalKernel startRecorded(KernelSpec spec, Path directory, Duration limit, Path history)
      throws CommandException, InterruptedException {
    return start(spec, directory, limit, Map.of("JLANES_HISTORY", history.toString()));
  }

  private static LocalKernel start(
      KernelSpec spec, Path directory, Duration limit, Map<String, String> environment)
      throws CommandException, InterruptedException {
    String what = String.join(" ", spec.argv());
    try {
      KernelProcess process =
          KernelProcess.start(
              new org.jlanes.client.KernelCommand(
                      spec.argv(),
                      spec.environment(),
                      org.jlanes.client.KernelCommand.registers(spec.content()))
                  .with(environment),
              directory);
      Thread ender = new Thread(process::close, "end-kernel");
      Runtime.getRuntime().addShutdownHook(ender);
      try {
        return new LocalKernel(process, process.client().awaitReady(limit), ender);
      } catch (KernelTimeoutException e) {
        String log = process.log();
        end(process, ender);
        throw new CommandException(
            "the kernel did not answer within " + Probe.seconds(limit) + ": " + what,
            (log.isBlank() ? "" : "It said:\n" + log + "\n") + "Try: jlanes doctor",
            e);
      } catch (IOException | InterruptedException | RuntimeException e) {
        end(process, ender);
        throw e;
      }
    } catch (IOException e) {
      throw new CommandException(
          "the kernel did not start: " + e.getMessage(),
          "Started with: " + what + "\nTry: jlanes doctor",
          e);
    }
  }

  /// The `language_info` of the kernel, for the notebook's metadata.
  JsonObject languageInfo() {
    return info.get("language_info") instanceof JsonObject language
        ? language.deepCopy()
        : new JsonObject();
  }

  /// From now on a cell that has not ended after `limit` fails with a `KernelTimeoutException`.
  LocalKernel within(Duration limit) {
    options = options.withTimeout(limit);
    return this;
  }

  /// Nobody is there to answer: a cell that reads input is told so by the kernel.
  @Override
  public Reply execute(String code, String cellId, OutputListener outputs)
      throws IOException, InterruptedException {
    ExecuteResult result =
        process
            .client()
            .execute(code, options.withCellId(cellId.isEmpty() ? null : cellId), outputs);
    return new Reply(
        Math.max(0, result.executionCount()), result.succeeded(), result.ename(), result.evalue());
  }

  /// Asks the kernel to end and lets it take its time, to write something for example.
  ///
  /// @throws KernelTimeoutException if it has not ended after `limit`
  void finish(Duration limit) throws IOException, InterruptedException {
    process.client().shutdown(false, limit);
    if (!process.awaitExit(limit)) {
      throw new KernelTimeoutException("the kernel did not end within " + Probe.seconds(limit));
    }
  }

  @Override
  public void close() {
    end(process, ender);
  }

  private static void end(KernelProcess process, Thread ender) {
    process.close();
    try {
      Runtime.getRuntime().removeShutdownHook(ender);
    } catch (IllegalStateException alreadyEnding) {
      // The hook runs, and does the same.
    }
  }
}
