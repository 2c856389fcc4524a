package org.jlanes.lanes.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.jlanes.runtime.envelope.Frame;
import org.jlanes.runtime.envelope.FrameChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class WorkerClockTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  private SocketChannel socket;
  private FrameChannel here;
  private FrameChannel there;

  @BeforeEach
  void connect() throws IOException {
    try (var server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      socket = SocketChannel.open(server.getLocalAddress());
      here = new FrameChannel(socket, null);
      there = new FrameChannel(server.accept(), null);
    }
  }

  @AfterEach
  void disconnect() throws IOException {
    here.close();
    there.close();
  }

  /// A worker whose clock is ahead of ours, or which answers something else.
  private Thread answering(Duration ahead, boolean right) {
    return Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try {
            while (there.read() instanceof Frame.Ping ping) {
              there.write(
                  right
                      ? new Frame.Pong(ping.number(), System.nanoTime() + ahead.toNanos())
                      : ping);
            }
          } catch (IOException e) {
            // The test has ended.
          }
        });
  }

  @Test
  void aClockThatIsAheadIsMeasured() throws Exception {
    answering(Duration.ofHours(1), true);
    long offset = WorkerClock.offset(here, LONG);
    assertEquals(3600.0, offset / 1e9, 30.0);
    assertTrue(socket.isOpen());
  }

  @Test
  void theSameClockHasNoOffset() throws Exception {
    answering(Duration.ZERO, true);
    assertEquals(0, WorkerClock.offset(here, LONG));
  }

  @Test
  void aHelloWithinTheStartNeedsNoPing() throws Exception {
    long since = System.nanoTime();
    var guest = new Rendezvous.Guest(here, System.nanoTime());
    assertEquals(0, WorkerClock.offset(guest, since, LONG));
  }

  @Test
  void aHelloBeforeTheStartIsOfAnotherClock() throws Exception {
    answering(Duration.ofHours(-1), true);
    long since = System.nanoTime();
    var guest = new Rendezvous.Guest(here, since - Duration.ofHours(1).toNanos());
    assertEquals(-3600.0, WorkerClock.offset(guest, since, LONG) / 1e9, 30.0);
  }

  @Test
  void aWorkerThatDoesNotAnswerIsNotWaitedForForever() {
    IOException failure =
        assertThrows(IOException.class, () -> WorkerClock.offset(here, Duration.ofSeconds(1)));
    assertEquals("it did not answer within 1 s", failure.getMessage());
    assertFalse(socket.isOpen());
  }

  @Test
  void aWrongAnswerEndsTheConnection() {
    answering(Duration.ZERO, false);
    IOException failure = assertThrows(IOException.class, () -> WorkerClock.offset(here, LONG));
    assertEquals("it did not answer a ping", failure.getMessage());
    assertFalse(socket.isOpen());
  }
}
