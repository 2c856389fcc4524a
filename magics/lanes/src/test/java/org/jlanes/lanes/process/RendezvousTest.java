package org.jlanes.lanes.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jlanes.runtime.envelope.Frame;
import org.jlanes.runtime.envelope.FrameChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Whom a kernel listens to.
@Timeout(60)
final class RendezvousTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private Rendezvous rendezvous;
  private Process process;
  private Path socket;
  private String token;

  @BeforeEach
  void open() throws IOException {
    rendezvous = Rendezvous.open(null);
    process = new ProcessBuilder("sleep", "600").start();
    String[] invitation = rendezvous.invitation().split("\n");
    socket = Path.of(invitation[0]);
    token = invitation[1];
  }

  @AfterEach
  void close() throws IOException {
    process.destroyForcibly();
    rendezvous.close();
  }

  private SocketChannel connect() throws IOException {
    return SocketChannel.open(UnixDomainSocketAddress.of(socket));
  }

  private static void assertTurnedAway(SocketChannel channel) {
    assertThrows(IOException.class, () -> new FrameChannel(channel, null).read());
  }

  @Test
  void onlyThisUserCanComeToTheSocket() throws IOException {
    assertEquals(
        "rwx------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(socket.getParent())));
  }

  @Test
  void whoDoesNotKnowTheTokenIsTurnedAwayAndTheWorkerIsNot() throws Exception {
    var accepted = CompletableFuture.supplyAsync(() -> accept(PATIENCE));
    try (SocketChannel other = connect();
        SocketChannel garbage = connect();
        SocketChannel huge = connect();
        SocketChannel worker = connect()) {
      new FrameChannel(other, null).write(new Frame.Hello("0".repeat(64), 1, "25"));
      garbage.write(
          ByteBuffer.wrap("[warning][cds] what JVMs say".getBytes(StandardCharsets.US_ASCII)));
      // Half a gigabyte is announced.
      ByteBuffer header = ByteBuffer.allocate(20).putInt(0x4A4C4E45).putShort((short) 4);
      huge.write(header.putShort((short) 1).putInt(0).putLong(1L << 29).flip());
      new FrameChannel(worker, null).write(new Frame.Hello(token, 2, "25"));
      assertTurnedAway(other);
      assertTurnedAway(garbage);
      assertTurnedAway(huge);
      assertEquals(2, accepted.get().nanos());
      try (FrameChannel frames = accepted.get().channel()) {
        frames.write(new Frame.Ping(7));
        assertEquals(new Frame.Ping(7), new FrameChannel(worker, null).read());
      }
    }
  }

  private Rendezvous.Guest accept(Duration patience) {
    try {
      return rendezvous.accept(process, patience);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void nobodyIsLetInAfterIt() throws IOException {
    rendezvous.close();
    assertThrows(IOException.class, this::connect);
    assertFalse(Files.exists(socket.getParent()));
  }
}
