package org.jlanes.soak;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jlanes.client.KernelClient;
import org.jlanes.client.KernelProcess;

/// A kernel process with several clients: the first, which started it, watches what is published;
/// the others play. Used by one thread, but for the clients' own.
final class Load implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(60);

  private final KernelProcess process;
  private final Ledger ledger;
  private final Peer watch;
  private final List<Peer> peers = new ArrayList<>();

  private Load(KernelProcess process, Ledger ledger, Peer watch) {
    this.process = process;
    this.ledger = ledger;
    this.watch = watch;
  }

  /// Starts a kernel and connects all clients.
  static Load start(Target target, Path directory, int clients, Ledger ledger, Random random)
      throws IOException, InterruptedException {
    Observer auditor = new Observer("watch", ledger, true);
    KernelProcess process = KernelProcess.start(target.command(), directory, auditor);
    Load load =
        new Load(
            process,
            ledger,
            new Peer(target, process.handle(), process.client(), auditor, ledger, random));
    try {
      process.client().awaitReady(START);
      for (int i = 1; i <= clients; i++) {
        Observer observer = new Observer("client" + i, ledger, false);
        KernelClient client = KernelClient.connect(process.connection(), observer);
        load.peers.add(
            new Peer(
                target, process.handle(), client, observer, ledger, new Random(random.nextLong())));
        client.awaitReady(START);
      }
      return load;
    } catch (IOException e) {
      String log = process.log();
      load.close();
      throw new IOException("the kernel did not start; it said:\n" + log, e);
    }
  }

  /// The client that watches.
  Peer watch() {
    return watch;
  }

  /// The kernel's process.
  KernelProcess process() {
    return process;
  }

  /// Lets all clients play until a time and waits for them.
  ///
  /// @param end as of [System#nanoTime]
  void play(long end) throws InterruptedException, KernelStuckException {
    mark(MessageOrder.BEGIN);
    List<Thread> players = new ArrayList<>();
    for (Peer peer : peers) {
      players.add(
          Thread.ofPlatform()
              .name(peer.observer().client())
              .start(() -> {
                try {
                  Mixture.play(peer, end);
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              }));
    }
    for (Thread each : players) {
      each.join();
    }
  }

  /// Compares what the clients saw and looks at everything that was asked.
  void verify() throws InterruptedException, KernelStuckException {
    ledger.verifyOutlived(Peer.PATIENCE_SECONDS);
    mark(MessageOrder.END);
    MessageOrder own = watch.observer().order();
    own.verifyNothingTwice("watch", ledger.findings());
    for (Peer peer : peers) {
      Observer observer = peer.observer();
      if (!observer.order().awaitEnd(Peer.PATIENCE_SECONDS * 1_000L)) {
        ledger.findings().add(Fault.CLIENTS_DIFFER, observer.client() + " never saw the end");
      }
      MessageOrder.compare(
          observer.client() + " and watch", own.seen(), observer.order().seen(), ledger.findings());
    }
    ledger.tally().count("messages compared between clients", own.seen().length);
    ledger.verify();
  }

  /// Prints a mark, again if somebody's failure aborts it.
  private void mark(String text) throws InterruptedException, KernelStuckException {
    while (!watch.succeeded(watch.submit(watch.dialect().print(text)))) {
      ledger.tally().count("marks that were aborted");
    }
  }

  @Override
  public void close() {
    peers.forEach(peer -> peer.client().close());
    process.close();
  }
}
