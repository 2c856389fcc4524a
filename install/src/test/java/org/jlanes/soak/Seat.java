package org.jlanes.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jlanes.client.KernelClient;
import org.jlanes.client.Received;
import org.jlanes.wire.ConnectionFile;
import org.jlanes.wire.Json;

/// A client that stays connected while kernels come and go at its connection. What it receives goes
/// to the observer of the kernel's life. Safe for any thread.
final class Seat implements Consumer<Received>, AutoCloseable {
  private final Set<String> past = ConcurrentHashMap.newKeySet();
  private final String name;
  private final SlowLine line;
  private final KernelClient client;
  private volatile Observer observer;
  private volatile String session = "";

  private Seat(String name, SlowLine line, ConnectionFile connection) {
    this.name = name;
    this.line = line;
    this.client = KernelClient.connect(connection, this);
  }

  /// Connects a client whose iopub passes through a [SlowLine].
  static Seat connect(String name, ConnectionFile kernel) throws IOException {
    SlowLine line = new SlowLine(kernel.iopubPort());
    return new Seat(
        name,
        line,
        kernel.at(
            kernel.shellPort(),
            line.port(),
            kernel.stdinPort(),
            kernel.controlPort(),
            kernel.hbPort()));
  }

  /// The client's name.
  String name() {
    return name;
  }

  /// The client.
  KernelClient client() {
    return client;
  }

  /// Lets it stop reading iopub for a while.
  void stall(int millis) {
    line.pause(millis);
  }

  /// The kernel has ended: what is still under way from it is nobody's.
  void leave() {
    observer = null;
    past.add(session);
  }

  /// What comes from now on is of a new kernel.
  void observe(Observer next) {
    observer = next;
  }

  @Override
  public void accept(Received received) {
    String from = Json.string(received.message().header(), "session", "");
    Observer current = observer;
    if (current != null && !past.contains(from)) {
      session = from;
      current.accept(received);
    }
  }

  @Override
  public void close() {
    client.close();
    try {
      line.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
