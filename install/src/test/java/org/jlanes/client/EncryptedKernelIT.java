package org.jlanes.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jlanes.wire.ConnectionFile;
import org.jlanes.wire.CurveKeys;
import org.jlanes.wire.Json;
import org.jlanes.wire.Message;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A kernel whose connection file has CURVE keys.
final class EncryptedKernelIT {
  /// How long a client is given that must get nothing: a good one is answered in a hundredth.
  private static final Duration IN_VAIN = Duration.ofSeconds(2);

  private static KernelSession kernel;
  private static ConnectionFile connection;

  @BeforeAll
  static void startKernel() throws Exception {
    connection = KernelProcess.freePorts().encrypted(Optional.of(CurveKeys.generate()));
    kernel = KernelSession.startAt(connection, Map.of(), Path.of("."));
  }

  @AfterAll
  static void endKernel() {
    kernel.close();
  }

  private static void assertAnswers() throws Exception {
    for (ChannelName channel : List.of(ChannelName.SHELL, ChannelName.CONTROL)) {
      Message reply = kernel.request(channel, "kernel_info_request", Map.of());
      assertEquals("ok", Json.string(reply.content(), "status", ""));
    }
    assertTrue(kernel.client().heartbeat(KernelSession.PATIENCE).isPositive());
    assertEquals("2", kernel.run("1 + 1").result());
  }

  @Test
  void allFiveChannelsWork() throws Exception {
    assertAnswers();
    KernelSession.Running asking =
        kernel.submit("new java.util.Scanner(System.in).nextLine() + \"!\"");
    asking.answer("said");
    assertEquals("said!", asking.await().result());
    KernelSession.Running loop = kernel.submit("System.out.println(\"on\"); while (true) {}");
    loop.awaitPrinted("on");
    kernel.interrupt();
    assertEquals("error", loop.await().status());
  }

  @Test
  void aFloodOfLinesArrivesCompleteAndInOrder() throws Exception {
    int lines = 20_000;
    Cell cell = kernel.run("for (int i = 0; i < " + lines + "; i++) System.out.println(i);");
    String expected =
        IntStream.range(0, lines).mapToObj(i -> i + "\n").collect(Collectors.joining());
    assertEquals(expected, cell.stdout());
  }

  @Test
  void largeMessagesPassInBothDirections() throws Exception {
    assertEquals("2", kernel.run("/* " + "x".repeat(1 << 20) + " */ 1 + 1").result());
    Cell cell = kernel.run("System.out.print(\"y\".repeat(3 << 20))");
    assertEquals("y".repeat(3 << 20), cell.stdout());
  }

  @Test
  void aClientWithoutKeysGetsNothing() throws Exception {
    assertRefused(Optional.empty());
  }

  @Test
  void aClientThatExpectsAnotherKernelGetsNothing() throws Exception {
    assertRefused(Optional.of(CurveKeys.generate()));
  }

  private static void assertRefused(Optional<CurveKeys> keys) throws Exception {
    int[] received = {0};
    try (KernelClient stranger =
        KernelClient.connect(connection.encrypted(keys), message -> received[0]++)) {
      for (ChannelName channel : List.of(ChannelName.SHELL, ChannelName.CONTROL)) {
        assertThrows(
            KernelTimeoutException.class,
            () -> stranger.request(channel, "kernel_info_request", new JsonObject(), IN_VAIN));
      }
      assertThrows(KernelTimeoutException.class, () -> stranger.heartbeat(IN_VAIN));
      // It would hear this if it were subscribed.
      assertAnswers();
    }
    assertEquals(0, received[0]);
  }

  @Test
  void whatIsSaidCannotBeReadOnTheWire() throws Exception {
    String code = "confidential-code";
    String output = "CONFIDENTIAL-CODE";
    String cell = "System.out.println(\"" + code + "\".toUpperCase())";
    try (TcpTap tap = new TcpTap(connection)) {
      execute(tap.connection(), cell);
      assertTrue(tap.size() > 1_000);
      for (String word : List.of(code, output, "execute_request", "stream", connection.key())) {
        assertFalse(tap.hasHeard(word), word);
      }
    }
    // The tap hears well: without encryption it has it all.
    try (KernelSession plain = KernelSession.start();
        TcpTap tap = new TcpTap(plain.process().connection())) {
      execute(tap.connection(), cell);
      for (String word : List.of(code, output, "execute_request", "stream")) {
        assertTrue(tap.hasHeard(word), word);
      }
    }
  }

  private static void execute(ConnectionFile where, String code) throws Exception {
    try (KernelClient client = KernelClient.connect(where)) {
      client.awaitReady(KernelSession.PATIENCE);
      assertEquals("ok", client.execute(code, ExecuteOptions.DEFAULT, output -> {}).status());
    }
  }

  @Test
  void whatIsPutIntoAnEncryptedStreamEndsThatConnectionOnly() throws Exception {
    for (byte[] forged : forgedFrames()) {
      try (TcpTap tap = new TcpTap(connection);
          KernelClient client = KernelClient.connect(tap.connection())) {
        client.awaitReady(KernelSession.PATIENCE);
        tap.inject(forged);
      } catch (IOException e) {
        // The kernel may hang up in the middle of it.
        assertFalse(e instanceof KernelTimeoutException, e.toString());
      }
      assertAnswers();
    }
  }

  /// Frames as they may stand behind a finished handshake: empty, too short for a nonce, a message
  /// that nobody encrypted, a length that is negative or larger than the memory.
  private static List<byte[]> forgedFrames() {
    return List.of(
        new byte[] {0, 0},
        new byte[] {0, 1, 7},
        frame(0, "\7MESSAGE".getBytes(US_ASCII)),
        frame(0, padded("\7MESSAGE", 20)),
        frame(0, padded("\7MESSAGE", 33)),
        frame(0, padded("\7MESSAGE", 200)),
        frame(4, padded("\7MESSAGE", 200)),
        frame(4, "\4PING".getBytes(US_ASCII)),
        new byte[] {2, -1, -1, -1, -1, -1, -1, -1, -1, 0, 0},
        new byte[] {2, 0x7f, -1, -1, -1, -1, -1, -1, -1, 0, 0},
        new byte[] {2, 0, 0, 0, 0, 0x7f, -1, -1, -1, 0, 0});
  }

  @Test
  void garbageInTheCurveHandshakeDoesNotHurt() throws Exception {
    Random random = new Random(7);
    for (int port : connection.ports()) {
      for (byte[] command : handshakeCommands()) {
        byte[] rest = new byte[500];
        random.nextBytes(rest);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
          socket.getOutputStream().write(greeting());
          socket.getOutputStream().write(command);
          socket.getOutputStream().write(rest);
          socket.getOutputStream().flush();
        } catch (IOException e) {
          // The kernel may hang up in the middle of it.
          assertTrue(e.getMessage() != null);
        }
      }
    }
    assertAnswers();
  }

  private static List<byte[]> handshakeCommands() {
    return List.of(
        new byte[0],
        new byte[] {4, 0},
        new byte[] {4, 1, 5},
        frame(4, "\5HELLO".getBytes(US_ASCII)),
        frame(4, padded("\5HELLO", 200)),
        frame(4, hello()),
        frame(4, padded("\10INITIATE", 30)),
        frame(4, padded("\10INITIATE", 250)),
        frame(0, padded("\7MESSAGE", 100)),
        new byte[] {6, -1, -1, -1, -1, -1, -1, -1, -1},
        new byte[] {6, 0, 0, 0, 0, 0x7f, -1, -1, -1});
  }

  /// As long and of the version as it should be, but of nobody who knows the key.
  private static byte[] hello() {
    byte[] hello = padded("\5HELLO", 200);
    hello[6] = 1;
    return hello;
  }

  private static byte[] padded(String name, int size) {
    byte[] command = new byte[size];
    byte[] start = name.getBytes(US_ASCII);
    System.arraycopy(start, 0, command, 0, start.length);
    return command;
  }

  private static byte[] frame(int flags, byte[] body) {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.write(flags);
    frame.write(body.length);
    frame.writeBytes(body);
    return frame.toByteArray();
  }

  private static byte[] greeting() {
    byte[] greeting = new byte[64];
    greeting[0] = (byte) 0xff;
    greeting[9] = 0x7f;
    greeting[10] = 3;
    byte[] mechanism = "CURVE".getBytes(US_ASCII);
    System.arraycopy(mechanism, 0, greeting, 12, mechanism.length);
    return greeting;
  }
}
