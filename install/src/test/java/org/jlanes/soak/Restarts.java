package org.jlanes.soak;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jlanes.client.ChannelName;
import org.jlanes.client.KernelProcess;
import org.jlanes.wire.ConnectionFile;

/// Uses a second kernel, ends it about every half minute (asked to when idle, asked to while a cell
/// runs, killed while a cell prints) and starts it again at the same ports. On one thread.
final class Restarts {
  private static final Duration PATIENCE = Duration.ofSeconds(Peer.PATIENCE_SECONDS);
  private static final int LIFE_SECONDS = 25;

  private final Target target;
  private final Path directory;
  private final Findings findings;
  private final Tally tally;
  private final Random random;
  private ConnectionFile connection;
  private int ends;

  Restarts(Target target, Path directory, Findings findings, Tally tally, Random random) {
    this.target = target;
    this.directory = directory;
    this.findings = findings;
    this.tally = tally;
    this.random = random;
  }

  /// Does it until a time.
  ///
  /// @param end as of [System#nanoTime]
  void run(long end) {
    try {
      while (System.nanoTime() < end) {
        life(Math.min(end, System.nanoTime() + TimeUnit.SECONDS.toNanos(LIFE_SECONDS)));
      }
    } catch (IOException | KernelStuckException e) {
      findings.add(Fault.NOT_ENDED, "the second kernel: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void life(long end) throws IOException, InterruptedException, KernelStuckException {
    Ledger ledger = new Ledger(findings, tally);
    Observer observer = new Observer("second", ledger, true);
    long start = System.nanoTime();
    try (KernelProcess process =
        connection == null
            ? KernelProcess.start(target.command(), directory, observer)
            : KernelProcess.start(target.command(), directory, observer, connection)) {
      connection = process.connection();
      process.client().awaitReady(PATIENCE);
      tally.took("start of the second kernel to its answer", System.nanoTime() - start);
      Peer peer =
          new Peer(
              target,
              process.handle(),
              process.client(),
              observer,
              ledger,
              new Random(random.nextLong()));
      Mixture.play(peer, end);
      ledger.verifyOutlived(Peer.PATIENCE_SECONDS);
      ledger.verify();
      end(process);
    }
  }

  private void end(KernelProcess process) throws IOException, InterruptedException {
    String way =
        switch (ends++ % 3) {
          case 0 -> "shutdown while idle";
          case 1 -> "shutdown while a cell runs";
          default -> "kill while a cell prints";
        };
    if (way.startsWith("shutdown")) {
      if (!way.endsWith("idle")) {
        doom(process, target.dialect().loop("doomed"));
      }
      long start = System.nanoTime();
      process.client().shutdown(true, PATIENCE);
      awaitExit(process, way, start);
    } else {
      doom(process, target.dialect().flood("doomed", 1_000_000, 10));
      long start = System.nanoTime();
      process.kill();
      awaitExit(process, way, start);
    }
    tally.count("restarts: " + way);
  }

  /// Sends a cell whose end nobody waits for, and waits until it runs.
  private static void doom(KernelProcess process, String code)
      throws IOException, InterruptedException {
    var unused = process.client().send(ChannelName.SHELL, "execute_request", CellRequest.of(code));
    // Control answers while the cell begins: what follows finds it at one point or another.
    for (int i = 0; i < 50; i++) {
      var unusedInfo =
          process
              .client()
              .request(ChannelName.CONTROL, "kernel_info_request", new JsonObject(), PATIENCE);
    }
  }

  private void awaitExit(KernelProcess process, String way, long start)
      throws InterruptedException {
    if (process.awaitExit(PATIENCE)) {
      tally.took(way + " to the end of the process", System.nanoTime() - start);
    } else {
      findings.add(Fault.NOT_ENDED, way + ": alive after " + PATIENCE);
    }
  }
}
