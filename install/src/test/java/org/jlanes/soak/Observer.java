package org.jlanes.soak;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jlanes.client.Received;
import org.jlanes.wire.Message;

/// Sees everything that one client receives. Called by the client's threads, asked by any.
final class Observer implements Consumer<Received> {
  private final String client;
  private final Ledger ledger;
  private final boolean auditor;
  private final MessageOrder order = new MessageOrder();
  private final BlockingQueue<Message> questions = new LinkedBlockingQueue<>();

  /// @param client the client's name
  /// @param auditor whether this client's iopub is the one that is looked at line by line
  Observer(String client, Ledger ledger, boolean auditor) {
    this.client = client;
    this.ledger = ledger;
    this.auditor = auditor;
  }

  /// The client's name.
  String client() {
    return client;
  }

  /// What the client saw on iopub.
  MessageOrder order() {
    return order;
  }

  /// Waits for the kernel to ask for input.
  ///
  /// @return the request for input, or null if none came in time
  Message question(long millis) throws InterruptedException {
    return questions.poll(millis, TimeUnit.MILLISECONDS);
  }

  @Override
  public void accept(Received received) {
    Message message = received.message();
    switch (received.channel()) {
      case IOPUB -> {
        order.add(message);
        if (auditor) {
          ledger.published(message);
        }
      }
      case SHELL, CONTROL -> ledger.replied(message, client);
      case STDIN -> questions.add(message);
    }
  }
}
