package org.jlanes.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jlanes.client.KernelProcess;
import org.jlanes.wire.ConnectionFile;

/// Kernels that follow each other at one connection, under clients that stay: asked to restart when
/// idle, asked to while cells run and wait, killed while they do. Used by one thread.
final class Lives implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(Peer.PATIENCE_SECONDS);

  private final List<Seat> seats = new ArrayList<>();
  private final String name;
  private final int clients;
  private final Target target;
  private final Path directory;
  private final Findings findings;
  private final Tally tally;
  private final Random random;
  private final Remains remains;
  private ConnectionFile connection;
  private int ends;

  /// @param name begins the names of the clients
  Lives(
      String name,
      int clients,
      Target target,
      Path directory,
      Findings findings,
      Tally tally,
      Random random)
      throws IOException {
    Path home = Files.createTempDirectory("jlanes-soak-");
    this.name = name;
    this.clients = clients;
    this.remains = new Remains(home, findings);
    this.target = target.in(remains.temporary(), remains.state());
    this.directory = directory;
    this.findings = findings;
    this.tally = tally;
    this.random = random;
  }

  /// Begins lives until a time.
  ///
  /// @param end as of [System#nanoTime]
  /// @param seconds how long each is, without its beginning and its end
  void run(long end, int seconds) {
    try {
      while (System.nanoTime() < end) {
        try (Load load = begin()) {
          load.play(Math.min(end, System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds)));
          end(load);
        }
      }
    } catch (IOException | KernelStuckException e) {
      findings.add(Fault.NOT_ENDED, name + ": " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Starts a kernel, the first time with the clients. To be closed.
  Load begin() throws IOException, InterruptedException {
    Ledger ledger = new Ledger(findings, tally);
    Observer watch = new Observer(name + "watch", ledger, true);
    long start = System.nanoTime();
    KernelProcess process =
        connection == null
            ? KernelProcess.start(target.command(), directory, watch)
            : KernelProcess.start(target.command(), directory, watch, connection);
    Load load = new Load(target, process, watch, ledger, new Random(random.nextLong()));
    try {
      if (connection == null) {
        connection = process.connection();
        for (int i = 1; i <= clients; i++) {
          seats.add(Seat.connect(name + "client" + i, connection));
        }
      }
      load.connect(seats);
      tally.took("start of a kernel to its answer to all clients", System.nanoTime() - start);
      return load;
    } catch (IOException | InterruptedException e) {
      load.close();
      throw e;
    }
  }

  /// Ends a kernel in one of the ways, and looks at what was asked of it and what it leaves.
  void end(Load load) throws IOException, InterruptedException, KernelStuckException {
    Way way = Way.values()[ends++ % Way.values().length];
    if (way == Way.KILLED) {
      load.markEnd();
      load.compareClients();
    }
    if (way != Way.IDLE) {
      doom(load);
    }
    List<ProcessHandle> children = load.process().handle().descendants().toList();
    long start = System.nanoTime();
    // Not when we come to look: comparing the clients takes its time.
    CompletableFuture<Long> gone =
        load.process().handle().onExit().thenApply(handle -> System.nanoTime() - start);
    if (way == Way.KILLED) {
      // Not its children: they must notice.
      load.process().handle().destroyForcibly();
    } else {
      var unused = load.watch().await(load.watch().shutdown(true));
      load.compareClients();
    }
    awaitExit(gone, way);
    seats.forEach(Seat::leave);
    load.ledger().verify();
    tally.count("restarts under all clients: " + way.text());
    tally.count("children of ended kernels", children.size());
    remains.verify(load.process().handle().pid(), children, way);
  }

  private void doom(Load load) throws InterruptedException, KernelStuckException {
    List<Peer> peers = load.peers();
    peers.getFirst().doom(ends);
    peers.forEach(Peer::doomBehind);
  }

  private void awaitExit(CompletableFuture<Long> gone, Way way) throws InterruptedException {
    long took;
    try {
      took = gone.get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      findings.add(Fault.NOT_ENDED, way.text() + ": alive after " + PATIENCE);
      return;
    } catch (ExecutionException e) {
      throw new IllegalStateException("waiting for a process to end", e);
    }
    tally.took(way.text() + ", to the end of the process", took);
    // The kernel promises 2 s; the rest is for a machine under load.
    tally.count("ends that took more than 2 s", took > TimeUnit.SECONDS.toNanos(2) ? 1 : 0);
    if (took > TimeUnit.SECONDS.toNanos(5)) {
      findings.add(Fault.SLOW_END, "%s: %.1f s".formatted(way.text(), took / 1e9));
    }
  }

  @Override
  public void close() throws IOException {
    seats.forEach(Seat::close);
    remains.close();
  }
}
