package org.jlanes.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jlanes.wire.Author;
import org.jlanes.wire.Codec;
import org.jlanes.wire.ConnectionFile;
import org.jlanes.wire.Message;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Messages that are none, are not signed by us, or were heard before: they are dropped, and the
/// kernel goes on.
final class ProtocolSignatureIT {
  @SharedKernel private static KernelSession kernel;
  private static Health health;
  private static Codec codec;

  @BeforeAll
  static void prepare() throws Exception {
    health = new Health(kernel);
    codec = Codec.of(kernel.process().connection());
  }

  /// Frames that are no message, and what they would catch.
  record Malformed(String catches, List<byte[]> frames) {
    @Override
    public String toString() {
      return catches;
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  static Stream<Malformed> malformedMessages() {
    Forge key = new Forge(connectionWithKey("any"));
    byte[] object = bytes("{}");
    return Stream.of(
        new Malformed("an index beyond an empty message", List.of(new byte[0])),
        new Malformed("a search for a delimiter that is not there", List.of(bytes("x"))),
        new Malformed("a delimiter as the last frame", List.of(Forge.DELIMITER)),
        new Malformed(
            "too few frames behind the delimiter", List.of(Forge.DELIMITER, object, object)),
        new Malformed(
            "a prefix of the delimiter taken for it",
            List.of(bytes("<IDS|MS"), object, object, object, object, object)),
        new Malformed(
            "the second delimiter taken for the first",
            List.of(Forge.DELIMITER, Forge.DELIMITER, object, object, object)),
        new Malformed(
            "an empty signature taken for no need of one",
            List.of(Forge.DELIMITER, new byte[0], object, object, object, object)),
        new Malformed(
            "a comparison of the first bytes of a signature only",
            List.of(Forge.DELIMITER, bytes("00"), object, object, object, object)),
        new Malformed(
            "a signature that is no text",
            List.of(Forge.DELIMITER, new byte[64], object, object, object, object)),
        new Malformed(
            "a signature with another key",
            key.signed(Forge.header("other-key", "kernel_info_request"), "{}", "{}", "{}")));
  }

  private static ConnectionFile connectionWithKey(String key) {
    return new ConnectionFile("127.0.0.1", 1, 2, 3, 4, 5, key, "hmac-sha256", "");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("malformedMessages")
  void aMalformedMessageIsDroppedAndTheLoopGoesOn(Malformed malformed) throws Exception {
    for (ChannelName channel : List.of(ChannelName.SHELL, ChannelName.CONTROL, ChannelName.STDIN)) {
      kernel.client().sendRaw(channel, malformed.frames);
    }
    health.assertUnhurt();
  }

  private static Message infoRequest() {
    return new Author("test").message("kernel_info_request", new JsonObject(), new JsonObject());
  }

  private static boolean wasAnswered(Message request) {
    return kernel.messages().stream().anyMatch(r -> r.message().parentId().equals(request.id()));
  }

  @Test
  void aWronglySignedRequestIsNotServed() throws Exception {
    Message request = infoRequest();
    List<byte[]> frames = Codec.of(connectionWithKey("another key")).encode(request);
    kernel.client().sendRaw(ChannelName.SHELL, frames);
    health.assertAnswersHere();
    assertTrue(!wasAnswered(request));
  }

  @Test
  void anUnsignedRequestIsNotServed() throws Exception {
    Message request = infoRequest();
    List<byte[]> frames = new ArrayList<>(codec.encode(request));
    frames.set(1, new byte[0]);
    kernel.client().sendRaw(ChannelName.SHELL, frames);
    health.assertAnswersHere();
    assertTrue(!wasAnswered(request));
  }

  /// Each part is signed, not only the header.
  @Test
  void aRequestWithAPartChangedAfterSigningIsNotServed() throws Exception {
    for (int part = 2; part < 6; part++) {
      Message request = infoRequest();
      List<byte[]> frames = new ArrayList<>(codec.encode(request));
      frames.set(part, (new String(frames.get(part), UTF_8) + " ").getBytes(UTF_8));
      kernel.client().sendRaw(ChannelName.SHELL, frames);
      health.assertAnswersHere();
      assertTrue(!wasAnswered(request), "frame " + part);
    }
  }

  /// Catches a second replay of what a first one put out of the memory, and signatures that are
  /// compared as text in one place and as bytes in the other.
  @Test
  void aReplayedRequestIsServedOnce() throws Exception {
    Message request = infoRequest();
    List<byte[]> frames = codec.encode(request);
    List<byte[]> upperCase = new ArrayList<>(frames);
    upperCase.set(
        1, new String(frames.get(1), US_ASCII).toUpperCase(Locale.ROOT).getBytes(US_ASCII));
    List<byte[]> withBuffer = new ArrayList<>(frames);
    withBuffer.add(new byte[3]);
    kernel.client().sendRaw(ChannelName.SHELL, frames);
    kernel.client().sendRaw(ChannelName.SHELL, frames);
    kernel.client().sendRaw(ChannelName.CONTROL, frames);
    kernel.client().sendRaw(ChannelName.SHELL, upperCase);
    kernel.client().sendRaw(ChannelName.SHELL, withBuffer);
    kernel.client().sendRaw(ChannelName.SHELL, frames);
    health.assertAnswersHere();
    long replies =
        kernel.messages().stream()
            .filter(r -> r.channel() != ChannelName.IOPUB)
            .filter(r -> r.message().parentId().equals(request.id()))
            .count();
    assertEquals(1, replies);
  }
}
