package org.jlanes.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jlanes.wire.Author;
import org.jlanes.wire.Codec;
import org.jlanes.wire.ConnectionFile;
import org.jlanes.wire.Json;
import org.jlanes.wire.Message;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Messages that are none, are not signed by us, or were heard before: they are dropped, and the
/// kernel goes on. What is below messages is in [ProtocolTcpIT].
final class ProtocolWireIT {
  private static KernelSession kernel;
  private static Health health;
  private static Codec codec;
  private static Forge forge;

  @BeforeAll
  static void startKernel() throws Exception {
    kernel = KernelSession.start();
    health = new Health(kernel);
    codec = Codec.of(kernel.process().connection());
    forge = new Forge(kernel.process().connection());
  }

  @AfterAll
  static void endKernel() {
    kernel.close();
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

  /// Four parts under a right signature, and what they would catch.
  record Signed(String catches, List<byte[]> parts) {
    Signed(String catches, String header, String parent, String metadata, String content) {
      this(catches, List.of(bytes(header), bytes(parent), bytes(metadata), bytes(content)));
    }

    @Override
    public String toString() {
      return catches;
    }
  }

  static Stream<Signed> signedNonsense() {
    String info = Forge.header("nonsense", "kernel_info_request");
    String deep = "[".repeat(100_000);
    byte[] notUtf8 = HexFormat.of().parseHex("7b22ff223a31c07d");
    return Stream.of(
        new Signed("a header that is no JSON", "not JSON", "{}", "{}", "{}"),
        new Signed("a header that is an array", "[]", "{}", "{}", "{}"),
        new Signed("a parent that is a number", info, "7", "{}", "{}"),
        new Signed("metadata that is null", info, "{}", "null", "{}"),
        new Signed("content that is a string", info, "{}", "{}", "\"text\""),
        new Signed("content that is a boolean", info, "{}", "{}", "true"),
        new Signed("empty frames", "", "", "", ""),
        new Signed("two values in a frame", info + " {}", "{}", "{}", "{}"),
        new Signed("a comment in JSON", info, "{}", "{}", "{/*x*/}"),
        new Signed("single quotes and bare words", info, "{}", "{}", "{'a':b}"),
        new Signed("a value cut off", info, "{}", "{}", "{\"code\":"),
        new Signed("numbers that JSON does not have", info, "{}", "{}", "{\"n\":NaN}"),
        new Signed("infinity", info, "{}", "{}", "{\"n\":-Infinity}"),
        new Signed(
            "recursion over 100,000 arrays in the header", "{\"a\":" + deep, "{}", "{}", "{}"),
        new Signed(
            "recursion over 100,000 arrays that are closed",
            info,
            "{}",
            "{}",
            "{\"a\":" + deep + "]".repeat(100_000) + "}"),
        new Signed(
            "recursion over 100,000 objects",
            info,
            "{}",
            "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000),
            "{}"),
        new Signed("bytes that are not UTF-8", List.of(notUtf8, bytes("{}"), bytes("{}"), notUtf8)),
        new Signed("a byte order mark before JSON", "\uFEFF" + info, "{}", "{}", "{}"),
        new Signed(
            "UTF-16",
            List.of(
                info.getBytes(java.nio.charset.StandardCharsets.UTF_16),
                bytes("{}"),
                bytes("{}"),
                bytes("{}"))),
        new Signed("a header without anything", "{}", "{}", "{}", "{}"),
        new Signed("a header without a type", "{\"msg_id\":\"n\"}", "{}", "{}", "{}"),
        new Signed(
            "a header of wrong types",
            "{\"msg_id\":[1],\"msg_type\":{\"a\":1},\"session\":7,\"username\":null,\"date\":false,\"version\":5.5}",
            "{}",
            "{}",
            "{}"),
        new Signed("an empty type", Forge.header("empty", ""), "{}", "{}", "{}"),
        new Signed(
            "a reply sent as a request", Forge.header("r", "execute_reply"), "{}", "{}", "{}"),
        new Signed(
            "a published type sent as a request", Forge.header("s", "status"), "{}", "{}", "{}"),
        new Signed(
            "a type as long as a file", Forge.header("l", "x".repeat(100_000)), "{}", "{}", "{}"),
        new Signed(
            "line ends and escapes in a type",
            Forge.header("e", "a\\r\\n\\u001b[2Jb"),
            "{}",
            "{}",
            "{}"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("signedNonsense")
  void nonsenseUnderARightSignatureIsNoHarm(Signed nonsense) throws Exception {
    for (ChannelName channel : List.of(ChannelName.SHELL, ChannelName.CONTROL, ChannelName.STDIN)) {
      kernel.client().sendRaw(channel, unique(nonsense.parts));
    }
    health.assertUnhurt();
  }

  /// Signed with a parent that makes the signature new where it can, so that no replay is seen.
  private static List<byte[]> unique(List<byte[]> parts) {
    List<byte[]> own = new ArrayList<>(parts);
    if (own.get(1).length == 2) {
      own.set(1, bytes("{\"n\":\"" + Forge.id() + "\"}"));
    }
    return forge.signed(own);
  }

  /// Requests that are odd but right, and must be answered.
  static Stream<Signed> oddButRight() {
    String type = "kernel_info_request";
    return Stream.of(
        new Signed(
            "duplicate keys",
            Forge.header(Forge.id(), type),
            "{}",
            "{}",
            "{\"code\":\"1\",\"code\":\"2\"}"),
        new Signed(
            "a header with a type only", "{\"msg_type\":\"" + type + "\"}", "{}", "{}", "{}"),
        new Signed(
            "unknown header fields",
            "{\"msg_id\":\"unknown-fields\",\"msg_type\":\""
                + type
                + "\",\"x\":{\"y\":[1e400,null]}}",
            "{}",
            "{}",
            "{}"),
        new Signed(
            "numbers out of every range",
            Forge.header(Forge.id(), type),
            "{}",
            "{\"n\":-99999999999999999999999999,\"m\":1e999999}",
            "{\"n\":0.1e-999999}"),
        new Signed(
            "lone surrogates in the header",
            "{\"msg_id\":\"s-\\ud800\",\"msg_type\":\"" + type + "\",\"session\":\"\\udc00\"}",
            "{}",
            "{}",
            "{}"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("oddButRight")
  void anOddRequestIsAnswered(Signed odd) throws Exception {
    for (ChannelName channel : List.of(ChannelName.SHELL, ChannelName.CONTROL)) {
      long before = replies(channel);
      kernel.client().sendRaw(channel, unique(odd.parts));
      health.assertAnswersHere();
      assertEquals(before + 2, replies(channel), kernel.process()::log);
    }
    health.assertUnhurt();
  }

  private static long replies(ChannelName channel) {
    return kernel.messages().stream()
        .filter(r -> r.channel() == channel && r.message().type().equals("kernel_info_reply"))
        .count();
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

  /// Catches replies of one request given to another, lost or out of order.
  @Test
  void aBurstOfRequestsIsAnsweredInOrderEachWithItsParent() throws Exception {
    int requests = 200;
    List<String> sent = new ArrayList<>();
    for (int i = 0; i < requests; i++) {
      String type = i % 2 == 0 ? "kernel_info_request" : "comm_info_request";
      sent.add(kernel.client().send(ChannelName.SHELL, type, new JsonObject()).id());
    }
    kernel.await(
        r ->
            r.channel() == ChannelName.IOPUB
                && r.message().parentId().equals(sent.getLast())
                && Json.string(r.message().content(), "execution_state", "").equals("idle"),
        "the last idle");
    kernel.await(
        r -> r.channel() == ChannelName.SHELL && r.message().parentId().equals(sent.getLast()),
        "the last reply");
    assertEquals(sent, parents(ChannelName.SHELL, "", sent));
    assertEquals(sent, parents(ChannelName.IOPUB, "busy", sent));
    assertEquals(sent, parents(ChannelName.IOPUB, "idle", sent));
  }

  private static List<String> parents(ChannelName channel, String state, List<String> sent) {
    return kernel.messages().stream()
        .filter(r -> r.channel() == channel && sent.contains(r.message().parentId()))
        .filter(r -> Json.string(r.message().content(), "execution_state", "").equals(state))
        .map(r -> r.message().parentId())
        .toList();
  }

  /// Catches a send that fails or waits because its address is gone.
  @Test
  void aClientThatGoesAwayBeforeItsReplyHurtsNobody() throws Exception {
    for (int i = 0; i < 10; i++) {
      try (RawPeer peer = RawPeer.connect(kernel.process().connection().shellPort())) {
        peer.greeting(3, "NULL").ready("DEALER");
        List<byte[]> frames = codec.encode(infoRequest());
        for (byte[] frame : frames.subList(0, frames.size() - 1)) {
          peer.frame(RawPeer.MORE, frame);
        }
        peer.frame(RawPeer.LAST, frames.getLast());
        peer.reset();
      }
    }
    health.assertUnhurt();
  }

  /// Catches an answer kept for a question that comes later, and handlers of other types on stdin.
  @Test
  void anAnswerThatNobodyAskedForIsDropped() throws Exception {
    JsonObject value = new JsonObject();
    value.addProperty("value", "unasked");
    var unused = kernel.client().send(ChannelName.STDIN, "input_reply", value);
    var unused2 = kernel.client().send(ChannelName.STDIN, "input_reply", new JsonObject());
    var unused3 = kernel.client().send(ChannelName.STDIN, "execute_request", value);
    KernelSession.Running asking =
        kernel.submit("new java.util.Scanner(System.in).nextLine()", Map.of("allow_stdin", true));
    var unused4 = asking.answer("asked");
    assertTrue(asking.await().result().contains("asked"));
    health.assertUnhurt();
  }

  /// Catches an interrupt that outlives its cell or leaves a thread behind.
  @Test
  void aFloodOfInterruptsStopsTheCellAndNotTheNext() throws Exception {
    KernelSession.Running loop =
        kernel.submit("System.out.println(\"in\"); while (true) { Thread.onSpinWait(); }");
    loop.awaitPrinted("in");
    Message last = null;
    for (int i = 0; i < 200; i++) {
      last = kernel.client().send(ChannelName.CONTROL, "interrupt_request", new JsonObject());
    }
    String id = last.id();
    kernel.await(
        r -> r.channel() == ChannelName.CONTROL && r.message().parentId().equals(id),
        "the last interrupt's reply");
    kernel.await(
        r ->
            r.message().parentId().equals(id)
                && Json.string(r.message().content(), "execution_state", "").equals("idle"),
        "the last interrupt's idle");
    assertEquals("error", loop.await().status());
    assertEquals("2", kernel.run("1 + 1").result());
    health.assertUnhurt();
  }
}
