package org.jlanes.soak;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntConsumer;
import org.jlanes.client.KernelClient;
import org.jlanes.client.KernelProcess;

/// The life of a kernel with several clients: the first, which started it, watches what is
/// published; the others play. Used by one thread, but for the clients' own.
final class Load implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(60);

  private final Target target;
  private final KernelProcess process;
  private final Ledger ledger;
  private final Random random;
  private final Peer watch;
  private final List<Peer> peers = new ArrayList<>();

  /// @param watch the observer of the process's own client
  Load(Target target, KernelProcess process, Observer watch, Ledger ledger, Random random) {
    this.target = target;
    this.process = process;
    this.ledger = ledger;
    this.random = random;
    this.watch = peer(process.client(), watch, millis -> {});
  }

  private Peer peer(KernelClient client, Observer observer, IntConsumer stall) {
    return new Peer(
        target, process.handle(), client, observer, ledger, new Random(random.nextLong()), stall);
  }

  /// Waits until the kernel answers all clients.
  void connect(List<Seat> seats) throws IOException, InterruptedException {
    try {
      watch.awaitReady(START);
      for (Seat seat : seats) {
        Observer observer = new Observer(seat.name(), ledger, false);
        seat.observe(observer);
        Peer peer = peer(seat.client(), observer, seat::stall);
        peers.add(peer);
        peer.awaitReady(START);
      }
    } catch (IOException e) {
      throw new IOException("the kernel did not start; it said:\n" + process.log(), e);
    }
  }

  /// The client that watches.
  Peer watch() {
    return watch;
  }

  /// The clients that play.
  List<Peer> peers() {
    return peers;
  }

  /// The kernel's process.
  KernelProcess process() {
    return process;
  }

  /// What was asked of the kernel.
  Ledger ledger() {
    return ledger;
  }

  /// Lets all clients play until a time and waits for them, and for what their threads print.
  ///
  /// @param end as of [System#nanoTime]
  void play(long end) throws InterruptedException, KernelStuckException {
    until(watch.dialect().print(MessageOrder.BEGIN));
    until(watch.dialect().commTarget(BesideSteps.TARGET));
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
    ledger.verifyOutlived(Peer.PATIENCE_SECONDS);
  }

  /// Runs a cell, again if somebody's failure aborts it.
  private void until(String code) throws InterruptedException, KernelStuckException {
    while (!watch.succeeded(watch.submit(code))) {
      ledger.tally().count("marks that were aborted");
    }
  }

  /// Prints the mark after everything.
  void markEnd() throws InterruptedException, KernelStuckException {
    until(watch.dialect().print(MessageOrder.END));
  }

  /// Compares what the clients saw up to the mark or the end of the shutdown.
  void compareClients() throws InterruptedException {
    MessageOrder own = watch.observer().order();
    if (!own.awaitEnd(Peer.PATIENCE_SECONDS * 1_000L)) {
      ledger.findings().add(Fault.CLIENTS_DIFFER, "watch never saw the end");
    }
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
  }

  @Override
  public void close() {
    process.close();
  }
}
