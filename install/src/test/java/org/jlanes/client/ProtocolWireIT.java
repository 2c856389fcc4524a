package org.jlanes.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jlanes.wire.Author;
import org.jlanes.wire.Codec;
import org.jlanes.wire.ConnectionFile;
import org.jlanes.wire.Json;
import org.jlanes.wire.Message;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Whatever arrives at the kernel's ports, it goes on answering.
final class ProtocolWireIT {
  private static final byte[] DELIMITER = "<IDS|MSG>".getBytes(US_ASCII);

  private static KernelSession kernel;
  private static Codec codec;

  @BeforeAll
  static void startKernel() throws Exception {
    kernel = KernelSession.start();
    codec = Codec.of(kernel.process().connection());
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
  }

  private static Message infoRequest() {
    return new Author("test").message("kernel_info_request", new JsonObject(), new JsonObject());
  }

  private static boolean wasAnswered(Message request) {
    return kernel.messages().stream().anyMatch(r -> r.message().parentId().equals(request.id()));
  }

  @Test
  void malformedMessagesAreDroppedAndTheLoopGoesOn() throws Exception {
    byte[] object = "{}".getBytes(UTF_8);
    List<List<byte[]>> malformed =
        List.of(
            List.of(new byte[0]),
            List.of("no delimiter".getBytes(UTF_8)),
            List.of(DELIMITER),
            List.of(DELIMITER, object, object),
            List.of(DELIMITER, new byte[0], object, object, object, object),
            List.of(DELIMITER, "00".getBytes(UTF_8), object, object, object, object),
            signed("not JSON", "{}", "{}", "{}"),
            signed("[]", "{}", "{}", "{}"),
            signed("{}", "7", "{}", "{}"),
            signed("{}", "{}", "null", "{}"),
            signed("{}", "{}", "{}", "\"text\""),
            signed("{} {}", "{}", "{}", "{}"),
            signed("{\"msg_type\":" + "[".repeat(100_000), "{}", "{}", "{}"),
            signed("{\"msg_type\":7,\"msg_id\":[]}", "{}", "{}", "{}"),
            signed("{}", "{}", "{}", "{}"));
    for (ChannelName channel : List.of(ChannelName.SHELL, ChannelName.CONTROL, ChannelName.STDIN)) {
      malformed.forEach(frames -> kernel.client().sendRaw(channel, frames));
    }
    assertAnswers();
  }

  /// Frames with a right signature, whatever is in them.
  private static List<byte[]> signed(String... parts) throws Exception {
    javax.crypto.Mac mac = javax.crypto.Mac.getInstance("HmacSHA256");
    byte[] key = kernel.process().connection().key().getBytes(UTF_8);
    mac.init(new javax.crypto.spec.SecretKeySpec(key, "HmacSHA256"));
    List<byte[]> frames = new ArrayList<>();
    for (String part : parts) {
      frames.add(part.getBytes(UTF_8));
      mac.update(part.getBytes(UTF_8));
    }
    frames.add(0, java.util.HexFormat.of().formatHex(mac.doFinal()).getBytes(US_ASCII));
    frames.add(0, DELIMITER);
    return frames;
  }

  @Test
  void aWronglySignedRequestIsNotServed() throws Exception {
    ConnectionFile real = kernel.process().connection();
    ConnectionFile other =
        new ConnectionFile(
            real.ip(),
            real.shellPort(),
            real.iopubPort(),
            real.stdinPort(),
            real.controlPort(),
            real.hbPort(),
            "another key",
            real.signatureScheme(),
            "");
    Message request = infoRequest();
    kernel.client().sendRaw(ChannelName.SHELL, Codec.of(other).encode(request));
    assertAnswers();
    assertTrue(!wasAnswered(request));
  }

  @Test
  void anUnsignedRequestIsNotServed() throws Exception {
    Message request = infoRequest();
    List<byte[]> frames = new ArrayList<>(codec.encode(request));
    frames.set(1, new byte[0]);
    kernel.client().sendRaw(ChannelName.SHELL, frames);
    assertAnswers();
    assertTrue(!wasAnswered(request));
  }

  @Test
  void aReplayedRequestIsServedOnce() throws Exception {
    Message request = infoRequest();
    List<byte[]> frames = codec.encode(request);
    kernel.client().sendRaw(ChannelName.SHELL, frames);
    kernel.client().sendRaw(ChannelName.SHELL, frames);
    kernel.client().sendRaw(ChannelName.CONTROL, frames);
    assertAnswers();
    long replies =
        kernel.messages().stream()
            .filter(r -> r.channel() != ChannelName.IOPUB)
            .filter(r -> r.message().parentId().equals(request.id()))
            .count();
    assertEquals(1, replies);
  }

  @Test
  void garbageOnTheTcpPortsDoesNotHurt() throws Exception {
    Random random = new Random(7);
    for (int port : kernel.process().connection().ports()) {
      for (byte[] start : openings()) {
        byte[] rest = new byte[2_000];
        random.nextBytes(rest);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
          socket.getOutputStream().write(start);
          socket.getOutputStream().write(rest);
          socket.getOutputStream().flush();
        } catch (IOException e) {
          // The kernel may hang up in the middle of it.
          assertTrue(e.getMessage() != null);
        }
      }
    }
    assertAnswers();
    assertEquals("2", kernel.run("1 + 1").result());
  }

  /// Beginnings that get past different parts of the handshake: other protocols, ZMTP 1 with a
  /// length of almost 2^63, ZMTP 3 with a broken command.
  private static List<byte[]> openings() {
    byte[] huge = new byte[18];
    huge[0] = (byte) 0xff;
    for (int i = 1; i < 9; i++) {
      huge[i] = 0x7f;
    }
    byte[] greeting = new byte[64];
    greeting[0] = (byte) 0xff;
    greeting[9] = 0x7f;
    greeting[10] = 3;
    greeting[12] = 'N';
    greeting[13] = 'U';
    greeting[14] = 'L';
    greeting[15] = 'L';
    byte[] old = {(byte) 0xff, 0, 0, 0, 0, 0x7f, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0};
    return List.of(new byte[0], "GET / HTTP/1.1\r\n\r\n".getBytes(US_ASCII), huge, greeting, old);
  }

  @Test
  void requestsFloodingInAreAllAnswered() throws Exception {
    int requests = 500;
    Message last = null;
    for (int i = 0; i < requests; i++) {
      last = kernel.client().send(ChannelName.SHELL, "kernel_info_request", new JsonObject());
    }
    String id = last.id();
    kernel.await(
        r ->
            r.message().parentId().equals(id)
                && Json.string(r.message().content(), "execution_state", "").equals("idle"),
        "the last idle");
  }
}
