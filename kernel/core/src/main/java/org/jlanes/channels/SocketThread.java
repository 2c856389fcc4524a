package org.jlanes.channels;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/// The thread that owns a ZeroMQ socket. It waits, without waking up in between, for messages from
/// the socket, for a ring that the outbox has been filled, and for the time at which the outbox
/// wants to send. Nothing that arrives or is to be sent ends it, nor does a heap that a cell has
/// filled.
final class SocketThread implements AutoCloseable {
  /// After this long a send that waits for a slow subscriber looks whether the channel is closing,
  /// and whether it has waited long enough.
  static final int SEND_TIMEOUT_MILLIS = 200;

  private static final System.Logger LOG = System.getLogger(SocketThread.class.getName());

  /// Messages taken in a row before what is to be sent has its turn.
  private static final int BATCH = 256;

  /// After this long the rest of a message is sent that an error has torn.
  private static final long RETRY_MILLIS = 50;

  private static final long CLOSE_TIMEOUT_MILLIS = 1_000;

  private final String name;
  private final ZContext context;
  private final ZMQ.Socket socket;
  private final Outbox outbox;
  private final Duration patience;
  private final Consumer<List<byte[]>> receiver;
  private final Wakeup wakeup = new Wakeup();
  private final Burst failures = new Burst();
  private final Burst givenUp = new Burst();
  private final Thread thread;

  /// The message that is being sent, and how many of its frames have been; for the thread only.
  private List<byte[]> current;

  private int sent;
  private volatile boolean closing;
  private volatile boolean closed;

  /// Takes over the socket: from now on only the new thread touches it.
  ///
  /// @param patience how long a subscriber that does not read may hold up the others
  SocketThread(
      String name,
      ZContext context,
      ZMQ.Socket socket,
      Outbox outbox,
      Duration patience,
      Consumer<List<byte[]>> receiver) {
    this.name = name;
    this.context = context;
    this.socket = socket;
    this.outbox = outbox;
    this.patience = patience;
    this.receiver = receiver;
    this.thread = Thread.ofPlatform().name("jlanes-" + name).daemon().unstarted(this::run);
    thread.start();
  }

  /// Says that the outbox has something new. Safe for any thread.
  void wake() {
    if (!closed) {
      wakeup.ring();
    }
  }

  private void run() {
    try (ZMQ.Poller poller = context.createPoller(2)) {
      int fromSocket = poller.register(socket, ZMQ.Poller.POLLIN);
      int fromWakeup = poller.register(wakeup.channel(), ZMQ.Poller.POLLIN);
      Error last = null;
      while (!closing) {
        try {
          if (last != null) {
            // Not where it is caught: logging needs memory, too.
            log(last);
            last = null;
          }
          poller.poll(current == null ? outbox.waitMillis() : RETRY_MILLIS);
          if (poller.pollin(fromWakeup)) {
            wakeup.answer();
          }
          if (poller.pollin(fromSocket)) {
            receive();
          }
          send();
        } catch (Error e) {
          last = e;
        }
      }
      outbox.hurry();
      send();
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, () -> "the " + name + " channel is lost", e);
    } finally {
      close(socket);
    }
  }

  private void log(Error error) {
    LOG.log(Level.ERROR, () -> "the " + name + " channel goes on after an error", error);
  }

  private void close(ZMQ.Socket own) {
    closed = true;
    own.close();
    try {
      wakeup.close();
    } catch (IOException e) {
      LOG.log(Level.WARNING, () -> "closing the " + name + " channel", e);
    }
  }

  private void receive() {
    List<byte[]> frames = new ArrayList<>();
    for (int messages = 0; messages < BATCH; ) {
      byte[] frame = socket.recv(ZMQ.DONTWAIT);
      if (frame == null) {
        return;
      }
      frames.add(frame);
      if (!socket.hasReceiveMore()) {
        deliver(frames);
        frames = new ArrayList<>();
        messages++;
      }
    }
  }

  private void deliver(List<byte[]> frames) {
    try {
      receiver.accept(frames);
    } catch (RuntimeException | StackOverflowError e) {
      failures
          .next()
          .ifPresent(n ->
              LOG.log(
                  Level.ERROR,
                  () ->
                      "a message on the " + name + " channel could not be handled" + Burst.note(n),
                  e));
    }
  }

  /// The next message to send; one whose frames cannot be made is left out.
  private List<byte[]> next() {
    while (true) {
      try {
        return outbox.next();
      } catch (RuntimeException | StackOverflowError e) {
        LOG.log(Level.ERROR, () -> "a message on the " + name + " channel could not be sent", e);
      }
    }
  }

  /// Sends what is due. A message that an error has torn, because a cell has filled the heap, goes
  /// on where it was: its peers would take what follows for a part of it.
  private void send() {
    if (current == null) {
      current = next();
    }
    while (current != null) {
      while (sent < current.size()) {
        if (!send(current.get(sent), sent < current.size() - 1 ? ZMQ.SNDMORE : 0)) {
          return;
        }
        sent++;
      }
      current = null;
      sent = 0;
      current = next();
    }
  }

  /// Only the first frame of a message can be refused, because a subscriber is too far behind.
  ///
  /// @return false if the channel is closing and the frame was not sent
  private boolean send(byte[] frame, int more) {
    long begun = System.nanoTime();
    while (!socket.send(frame, more)) {
      if (closing) {
        return false;
      }
      if (System.nanoTime() - begun > patience.toNanos()) {
        sendToWhoReads(frame, more);
        return true;
      }
    }
    return true;
  }

  /// Leaves out who is too far behind. ZeroMQ then gives that subscriber nothing, and nobody waits
  /// for it, until it has read half of what waits for it.
  private void sendToWhoReads(byte[] frame, int more) {
    socket.setXpubNoDrop(false);
    socket.send(frame, more);
    socket.setXpubNoDrop(true);
    givenUp
        .next()
        .ifPresent(n ->
            LOG.log(
                Level.WARNING,
                () ->
                    "a subscriber of the "
                        + name
                        + " channel has not read for "
                        + patience.toMillis()
                        + " ms; it misses what is published until it reads again"
                        + Burst.note(n)));
  }

  /// Sends what is in the outbox, closes the socket and waits for the thread to end.
  @Override
  public void close() {
    closing = true;
    wake();
    try {
      thread.join(CLOSE_TIMEOUT_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
