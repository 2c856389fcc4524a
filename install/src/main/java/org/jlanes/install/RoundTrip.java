package org.jlanes.install;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jlanes.client.KernelTimeoutException;
import org.jlanes.client.Output;

/// The check that a real kernel starts and runs a real cell.
///
/// @param spec how the kernel is started
/// @param directory its working directory
/// @param start how long it may take to answer at all
/// @param answer how long the cell may take after that
record RoundTrip(KernelSpec spec, Path directory, Duration start, Duration answer) {
  /// What the finding is about.
  static final String SUBJECT = "round trip";

  private static final String ADVICE =
      """
      The kernel speaks over sockets of 127.0.0.1: does a firewall or a container forbid them?
      Built half? mvn -q -DskipTests clean package
      Its own words: jlanes kernel CONNECTION_FILE (a file that Jupyter wrote)\
      """;

  /// Starts the kernel, runs the cell and ends the kernel.
  Finding take() throws InterruptedException {
    long begun = System.nanoTime();
    try {
      AtomicReference<String> shown = new AtomicReference<>("");
      CellExecutor.Reply reply;
      try (LocalKernel kernel = LocalKernel.start(spec, directory, start)) {
        reply =
            kernel
                .within(answer)
                .execute(
                    "1 + 1",
                    "",
                    output -> {
                      if (output instanceof Output.Result result) {
                        shown.set(result.data().get("text/plain").getAsString());
                      }
                    });
      }
      if (!reply.succeeded() || !shown.get().equals("2")) {
        return Finding.bad(
            SUBJECT,
            "the cell `1 + 1` gave `" + shown + "` " + reply.name() + " " + reply.text(),
            ADVICE);
      }
      long millis = (System.nanoTime() - begun) / 1_000_000;
      return Finding.good(SUBJECT, "a kernel started and ran `1 + 1` in " + millis + " ms");
    } catch (KernelTimeoutException e) {
      return Finding.bad(
          SUBJECT,
          "a kernel started, but did not run `1 + 1` within " + Probe.seconds(answer),
          ADVICE);
    } catch (CommandException | IOException e) {
      return Finding.bad(SUBJECT, e.getMessage(), ADVICE);
    }
  }
}
