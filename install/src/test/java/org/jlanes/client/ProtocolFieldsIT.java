package org.jlanes.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jlanes.wire.Json;
import org.jlanes.wire.Message;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Requests whose fields are missing, unknown or of wrong types: each has exactly one reply, framed
/// by busy and idle. Catches casts of JSON values, and exceptions that leave a request unanswered.
final class ProtocolFieldsIT {
  /// A value of every JSON type, and the edges of numbers.
  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "\"\"",
          "\"text\"",
          "7",
          "-1",
          "1.5",
          "1e300",
          "-99999999999999999999",
          "[]",
          "[1,[2]]",
          "{}",
          "{\"a\":{\"b\":null}}");

  /// The fields of each request's content; `shutdown_request` would end the test.
  private static final Map<String, List<String>> FIELDS =
      Map.of(
          "execute_request",
          List.of(
              "code",
              "silent",
              "store_history",
              "user_expressions",
              "allow_stdin",
              "stop_on_error"),
          "complete_request",
          List.of("code", "cursor_pos"),
          "inspect_request",
          List.of("code", "cursor_pos", "detail_level"),
          "is_complete_request",
          List.of("code"),
          "history_request",
          List.of(
              "output",
              "raw",
              "hist_access_type",
              "session",
              "start",
              "stop",
              "n",
              "pattern",
              "unique"),
          "comm_info_request",
          List.of("target_name"),
          "kernel_info_request",
          List.of("unknown"));

  private static final Map<String, String> RIGHT =
      Map.ofEntries(
          Map.entry("code", "\"1\""),
          Map.entry("cursor_pos", "1"),
          Map.entry("stop_on_error", "false"),
          Map.entry("hist_access_type", "\"tail\""),
          Map.entry("n", "3"));

  @SharedKernel private static KernelSession kernel;
  private static Health health;
  private static Forge forge;

  @BeforeAll
  static void prepare() throws Exception {
    health = new Health(kernel);
    forge = new Forge(kernel.process().connection());
  }

  static Stream<String> requestTypes() {
    return FIELDS.keySet().stream().sorted();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("requestTypes")
  void fieldsOfAnyTypeAreAnswered(String type) throws Exception {
    List<String> contents = new ArrayList<>(List.of("{}", "{\"unknown\":[1,{\"a\":null}]}"));
    for (String field : FIELDS.get(type)) {
      contents.add(content(type, field, null));
      for (String value : VALUES) {
        contents.add(content(type, field, value));
      }
    }
    Map<String, String> sent = new java.util.LinkedHashMap<>();
    for (String content : contents) {
      String id = Forge.id();
      sent.put(id, content);
      kernel
          .client()
          .sendRaw(ChannelName.SHELL, forge.signed(Forge.header(id, type), "{}", "{}", content));
    }
    for (Map.Entry<String, String> each : sent.entrySet()) {
      assertAnsweredOnce(each.getKey(), type, each.getValue());
    }
    health.assertUnhurt();
  }

  /// A right content but for one field, which has another value or is left out.
  private static String content(String type, String changed, String value) {
    List<String> fields = new ArrayList<>();
    for (String field : FIELDS.get(type)) {
      if (field.equals(changed)) {
        if (value != null) {
          fields.add('"' + field + "\":" + value);
        }
      } else if (RIGHT.containsKey(field)) {
        fields.add('"' + field + "\":" + RIGHT.get(field));
      }
    }
    return "{" + String.join(",", fields) + "}";
  }

  private static void assertAnsweredOnce(String id, String type, String what) throws Exception {
    kernel.awaitReply(ChannelName.SHELL, id, "the reply to " + type + " " + what);
    kernel.awaitIdle(id, "the idle status of " + type + " " + what);
    List<Message> replies =
        kernel.messages().stream()
            .filter(r -> r.channel() == ChannelName.SHELL)
            .map(Received::message)
            .filter(m -> m.parentId().equals(id))
            .toList();
    assertEquals(1, replies.size(), what);
    assertEquals(type.replace("_request", "_reply"), replies.getFirst().type());
    List<String> states =
        kernel.publishedFor(id).stream()
            .filter(m -> m.type().equals("status"))
            .map(m -> Json.string(m.content(), "execution_state", ""))
            .toList();
    assertEquals(List.of("busy", "idle"), states, what);
  }

  /// What a wrong type means: it counts as absent, and so has the field's default.
  @Test
  void aFieldOfAWrongTypeHasItsDefault() throws Exception {
    Cell cell =
        kernel.run(
            "6 * 7",
            Map.of(
                "silent",
                "yes",
                "store_history",
                0,
                "user_expressions",
                List.of("1"),
                "stop_on_error",
                "no",
                "allow_stdin",
                "maybe"));
    assertEquals("42", cell.result());
    assertEquals("ok", cell.status());
    assertTrue(cell.userExpressions().isEmpty());
  }

  @Test
  void codeThatIsNoStringIsAnErrorThatSaysSo() throws Exception {
    for (Object code : List.of(7, List.of("1"), Map.of(), true)) {
      Message reply = kernel.request(ChannelName.SHELL, "execute_request", Map.of("code", code));
      assertEquals("error", Json.string(reply.content(), "status", ""));
      assertTrue(Json.string(reply.content(), "evalue", "").contains("code"));
    }
  }

  /// Catches an expression that is evaluated although it is no text.
  @Test
  void aUserExpressionThatIsNoStringIsAnErrorOfItsOwn() throws Exception {
    Cell cell =
        kernel.run("1", Map.of("user_expressions", Map.of("good", "2", "list", List.of("3"))));
    assertEquals("ok", cell.status());
    assertEquals("ok", Json.string(Json.child(cell.userExpressions(), "good"), "status", ""));
    assertEquals("error", Json.string(Json.child(cell.userExpressions(), "list"), "status", ""));
  }

  /// Catches handlers that take the number of frames for granted.
  @Test
  void buffersAndMetadataThatNobodyExpectsAreNoHarm() throws Exception {
    for (String type : List.of("kernel_info_request", "is_complete_request")) {
      String id = Forge.id();
      List<byte[]> frames =
          new ArrayList<>(
              forge.signed(
                  Forge.header(id, type),
                  "{}",
                  "{\"cellId\":[7],\"deletedCells\":\"x\"}",
                  "{\"code\":\"1\"}"));
      frames.add(new byte[0]);
      frames.add(new byte[1 << 20]);
      frames.add(Forge.DELIMITER);
      kernel.client().sendRaw(ChannelName.SHELL, frames);
      assertAnsweredOnce(id, type, "with buffers");
    }
    health.assertUnhurt();
  }

  @Test
  void fieldsOfAnyTypeAreAnsweredOnControl() throws Exception {
    for (String type : List.of("interrupt_request", "usage_request", "kernel_info_request")) {
      for (String value : VALUES) {
        String id = Forge.id();
        kernel
            .client()
            .sendRaw(
                ChannelName.CONTROL,
                forge.signed(
                    Forge.header(id, type), "{}", "{}", "{\"restart\":" + value + ",\"x\":[]}"));
        kernel.awaitReply(ChannelName.CONTROL, id, "the reply to " + type + " with " + value);
      }
    }
    health.assertUnhurt();
  }

  /// Catches comms that are kept under a name that is none.
  @Test
  void commMessagesWithoutTheirFieldsAreNoHarm() throws Exception {
    for (String type : List.of("comm_open", "comm_msg", "comm_close")) {
      for (String value : VALUES) {
        kernel
            .client()
            .sendRaw(
                ChannelName.SHELL,
                forge.signed(
                    Forge.header(Forge.id(), type),
                    "{}",
                    "{}",
                    "{\"comm_id\":"
                        + value
                        + ",\"target_name\":"
                        + value
                        + ",\"data\":"
                        + value
                        + "}"));
      }
    }
    health.assertUnhurt();
  }
}
