package org.jlanes.channels;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

final class SlowSubscriberTest {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int DEADLINE_MILLIS = 60_000;
  private static final int HANDSHAKE_MILLIS = 500;

  /// More than the buffers of both sockets and of the system between them hold.
  private static final int MESSAGES = 400;

  private static final int SIZE = 64 * 1024;

  private final BlockingQueue<Integer> subscribed = new LinkedBlockingQueue<>();
  private final Fifo outbox = new Fifo();

  @Test
  void whoDoesNotReadHoldsUpTheOthersOnlyOnceAndMissesAPieceInTheMiddle() throws Exception {
    try (Sockets sockets = new Sockets(Optional.empty(), PATIENCE);
        ZContext context = new ZContext()) {
      Sockets.Listener publisher =
          sockets.bind(
              "test",
              Sockets.Kind.XPUB,
              "tcp://127.0.0.1:0",
              outbox,
              frames -> subscribed.add(frames.size()));
      try (SocketThread thread = publisher.thread()) {
        ZMQ.Socket reader = subscriber(context, publisher.port());
        ZMQ.Socket idler = subscriber(context, publisher.port());

        publish(thread, 0, MESSAGES);
        for (int i = 0; i < MESSAGES; i++) {
          assertEquals(i, receive(reader));
        }

        int last = MESSAGES;
        publish(thread, last, last + 1);
        assertEquals(last, receive(reader));

        List<Integer> first = new ArrayList<>();
        idler.setReceiveTimeOut(3_000);
        for (int n = receive(idler); n >= 0; n = receive(idler)) {
          assertEquals(first.size(), n, "without a gap up to where it was given up");
          first.add(n);
        }
        assertTrue(!first.isEmpty() && first.size() < MESSAGES, first.size() + " of " + MESSAGES);

        idler.setReceiveTimeOut(DEADLINE_MILLIS);
        publish(thread, last + 1, last + 2);
        assertEquals(last + 1, receive(idler), "it reads again");
        assertEquals(last + 1, receive(reader));
      }
    }
  }

  /// A subscriber that has been heard. JeroMQ forgets some connections in the moment at which they
  /// stand, makes them anew after the time for the handshake, and subscribes anew when its socket
  /// is looked at.
  private ZMQ.Socket subscriber(ZContext context, int port) throws InterruptedException {
    ZMQ.Socket socket = context.createSocket(SocketType.SUB);
    socket.setHandshakeIvl(HANDSHAKE_MILLIS);
    socket.setRcvHWM(1);
    socket.setReceiveBufferSize(SIZE);
    socket.setReceiveTimeOut(DEADLINE_MILLIS);
    socket.subscribe("");
    socket.connect("tcp://127.0.0.1:" + port);
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(DEADLINE_MILLIS);
    Integer frames = null;
    while (frames == null && System.nanoTime() < end) {
      frames = subscribed.poll(HANDSHAKE_MILLIS, TimeUnit.MILLISECONDS);
      var unused = socket.getEvents();
    }
    assertEquals(1, frames);
    return socket;
  }

  private void publish(SocketThread thread, int from, int to) {
    for (int i = from; i < to; i++) {
      outbox.add(List.of(Integer.toString(i).getBytes(UTF_8), new byte[SIZE]));
    }
    thread.wake();
  }

  /// The number of the next message, -1 if none comes in time.
  private static int receive(ZMQ.Socket socket) {
    byte[] number = socket.recv();
    if (number == null) {
      return -1;
    }
    assertTrue(socket.hasReceiveMore());
    assertEquals(SIZE, socket.recv().length);
    return Integer.parseInt(new String(number, UTF_8));
  }
}
