package org.jlanes.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jlanes.client.ChannelName;
import org.jlanes.client.Received;
import org.jlanes.wire.Json;
import org.jlanes.wire.Message;

/// Takes the output of one cell at a time as fast as it can, to be looked at afterwards, and the
/// replies of the shell. Safe for any thread.
final class FloodTap implements Consumer<Received> {
  private String mark;
  private String parent = "";
  private List<String> texts = new ArrayList<>();
  private final BlockingQueue<Message> replies = new LinkedBlockingQueue<>();
  private CountDownLatch printed = new CountDownLatch(1);
  private CountDownLatch idle = new CountDownLatch(1);
  private long idleNanos;

  /// What came of a cell.
  ///
  /// @param texts its stream messages
  /// @param idleNanos when its idle status came, as of [System#nanoTime]
  record Taken(List<String> texts, long idleNanos) {
    /// Whether the lines are `token:m:0`, `token:m:1`, … complete and in order.
    boolean holds(String token, int lines) {
      StringBuilder expected = new StringBuilder();
      for (int i = 0; i < lines; i++) {
        expected.append(token).append(":m:").append(i).append('\n');
      }
      return String.join("", texts).contentEquals(expected);
    }
  }

  /// Waits for the cell whose code contains a text, which is about to be sent.
  synchronized void expect(String text) {
    mark = text;
    texts = new ArrayList<>();
    printed = new CountDownLatch(1);
    idle = new CountDownLatch(1);
  }

  /// Waits until the cell has printed something.
  ///
  /// @throws KernelStuckException if it does not in time
  void awaitPrinted() throws InterruptedException, KernelStuckException {
    CountDownLatch first;
    synchronized (this) {
      first = printed;
    }
    if (!first.await(Peer.PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new KernelStuckException("a cell printed nothing in " + Peer.PATIENCE_SECONDS + " s");
    }
  }

  /// Waits for its end.
  ///
  /// @throws KernelStuckException if it does not come in time
  Taken take() throws InterruptedException, KernelStuckException {
    CountDownLatch end;
    synchronized (this) {
      end = idle;
    }
    if (!end.await(Peer.PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new KernelStuckException("a cell did not end within " + Peer.PATIENCE_SECONDS + " s");
    }
    synchronized (this) {
      return new Taken(texts, idleNanos);
    }
  }

  /// Waits for the reply to a request on shell.
  ///
  /// @throws KernelStuckException if it does not come in time
  void awaitReply(String request) throws InterruptedException, KernelStuckException {
    Message reply;
    do {
      reply = replies.poll(Peer.PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (reply == null) {
        throw new KernelStuckException("no reply within " + Peer.PATIENCE_SECONDS + " s");
      }
    } while (!reply.parentId().equals(request));
  }

  @Override
  public void accept(Received received) {
    if (received.channel() == ChannelName.SHELL) {
      replies.add(received.message());
    }
    look(received);
  }

  private synchronized void look(Received received) {
    Message message = received.message();
    if (received.channel() != ChannelName.IOPUB || mark == null) {
      return;
    }
    switch (message.type()) {
      case "execute_input" -> {
        if (Json.string(message.content(), "code", "").contains(mark)) {
          parent = message.parentId();
        }
      }
      case "stream" -> {
        if (message.parentId().equals(parent)) {
          texts.add(Json.string(message.content(), "text", ""));
          printed.countDown();
        }
      }
      case "status" -> {
        String state = Json.string(message.content(), "execution_state", "");
        if (state.equals("idle") && message.parentId().equals(parent)) {
          idleNanos = System.nanoTime();
          mark = null;
          idle.countDown();
        }
      }
      default -> {}
    }
  }
}
