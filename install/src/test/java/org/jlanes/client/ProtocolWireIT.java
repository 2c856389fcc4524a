package org.jlanes.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jlanes.wire.Json;
import org.jlanes.wire.Message;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Nonsense and odd requests under a right signature, and clients that behave oddly. What is not
/// signed by us is in [ProtocolSignatureIT], what is below messages in [ProtocolTcpIT].
final class ProtocolWireIT {
  @SharedKernel private static KernelSession kernel;
  private static Health health;
  private static Forge forge;

  @BeforeAll
  static void prepare() throws Exception {
    health = new Health(kernel);
    forge = new Forge(kernel.process().connection());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
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

  /// Catches replies of one request given to another, lost or out of order.
  @Test
  void aBurstOfRequestsIsAnsweredInOrderEachWithItsParent() throws Exception {
    int requests = 200;
    List<String> sent = new ArrayList<>();
    for (int i = 0; i < requests; i++) {
      String type = i % 2 == 0 ? "kernel_info_request" : "comm_info_request";
      sent.add(kernel.client().send(ChannelName.SHELL, type, new JsonObject()).id());
    }
    kernel.awaitIdle(sent.getLast(), "the last idle");
    kernel.awaitReply(ChannelName.SHELL, sent.getLast(), "the last reply");
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
        peer.dealer();
        List<byte[]> frames =
            forge.signed(Forge.header(Forge.id(), "kernel_info_request"), "{}", "{}", "{}");
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
    kernel.awaitReply(ChannelName.CONTROL, id, "the last interrupt's reply");
    kernel.awaitIdle(id, "the last interrupt's idle");
    assertEquals("error", loop.await().status());
    assertEquals("2", kernel.run("1 + 1").result());
    health.assertUnhurt();
  }
}
