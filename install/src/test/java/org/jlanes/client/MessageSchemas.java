package org.jlanes.client;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jlanes.wire.Json;
import org.jlanes.wire.Message;

/// What every message of the kernel must look like, by type: declared once, applied to all that
/// tests receive.
///
/// @see <a href="https://jupyter-client.readthedocs.io/en/stable/messaging.html">Messaging in
///   Jupyter</a>
final class MessageSchemas {
  private enum Type {
    STRING(e -> e.isJsonPrimitive() && e.getAsJsonPrimitive().isString()),
    INTEGER(e ->
        e.isJsonPrimitive()
            && e.getAsJsonPrimitive().isNumber()
            && e.getAsDouble() == Math.rint(e.getAsDouble())),
    NUMBER(e -> e.isJsonPrimitive() && e.getAsJsonPrimitive().isNumber()),
    BOOLEAN(e -> e.isJsonPrimitive() && e.getAsJsonPrimitive().isBoolean()),
    OBJECT(JsonElement::isJsonObject),
    BUNDLE(e ->
        e.isJsonObject()
            && (e.getAsJsonObject().isEmpty() || e.getAsJsonObject().has("text/plain"))),
    STRINGS(e -> e.isJsonArray() && e.getAsJsonArray().asList().stream().allMatch(STRING.test)),
    ARRAY(JsonElement::isJsonArray);

    private final Predicate<JsonElement> test;

    Type(Predicate<JsonElement> test) {
      this.test = test;
    }
  }

  private static final Map<String, Type> ERROR =
      Map.of("ename", Type.STRING, "evalue", Type.STRING, "traceback", Type.STRINGS);

  private static final Map<String, Type> DISPLAY =
      Map.of("data", Type.BUNDLE, "metadata", Type.OBJECT, "transient", Type.OBJECT);

  /// Required fields of the content of each type that a kernel sends.
  private static final Map<String, Map<String, Type>> CONTENT =
      Map.ofEntries(
          Map.entry("status", Map.of("execution_state", Type.STRING)),
          Map.entry("iopub_welcome", Map.of("subscription", Type.STRING)),
          Map.entry("stream", Map.of("name", Type.STRING, "text", Type.STRING)),
          Map.entry("display_data", DISPLAY),
          Map.entry("update_display_data", DISPLAY),
          Map.entry("clear_output", Map.of("wait", Type.BOOLEAN)),
          Map.entry("error", ERROR),
          Map.entry("execute_input", Map.of("code", Type.STRING, "execution_count", Type.INTEGER)),
          Map.entry(
              "execute_result",
              Map.of(
                  "execution_count", Type.INTEGER, "data", Type.BUNDLE, "metadata", Type.OBJECT)),
          Map.entry(
              "comm_open",
              Map.of("comm_id", Type.STRING, "target_name", Type.STRING, "data", Type.OBJECT)),
          Map.entry("comm_msg", Map.of("comm_id", Type.STRING, "data", Type.OBJECT)),
          Map.entry("comm_close", Map.of("comm_id", Type.STRING, "data", Type.OBJECT)),
          Map.entry("input_request", Map.of("prompt", Type.STRING, "password", Type.BOOLEAN)),
          Map.entry(
              "execute_reply", Map.of("status", Type.STRING, "execution_count", Type.INTEGER)),
          Map.entry(
              "inspect_reply",
              Map.of("found", Type.BOOLEAN, "data", Type.BUNDLE, "metadata", Type.OBJECT)),
          Map.entry(
              "complete_reply",
              Map.of(
                  "status",
                  Type.STRING,
                  "matches",
                  Type.STRINGS,
                  "cursor_start",
                  Type.INTEGER,
                  "cursor_end",
                  Type.INTEGER,
                  "metadata",
                  Type.OBJECT)),
          Map.entry("is_complete_reply", Map.of("status", Type.STRING)),
          Map.entry("history_reply", Map.of("history", Type.ARRAY)),
          Map.entry("comm_info_reply", Map.of("comms", Type.OBJECT)),
          Map.entry(
              "kernel_info_reply",
              Map.of(
                  "status",
                  Type.STRING,
                  "protocol_version",
                  Type.STRING,
                  "implementation",
                  Type.STRING,
                  "implementation_version",
                  Type.STRING,
                  "language_info",
                  Type.OBJECT,
                  "banner",
                  Type.STRING,
                  "help_links",
                  Type.ARRAY,
                  "debugger",
                  Type.BOOLEAN,
                  "supported_features",
                  Type.STRINGS)),
          Map.entry("interrupt_reply", Map.of("status", Type.STRING)),
          Map.entry(
              "debug_reply",
              Map.of(
                  "type",
                  Type.STRING,
                  "request_seq",
                  Type.INTEGER,
                  "command",
                  Type.STRING,
                  "success",
                  Type.BOOLEAN)),
          Map.entry(
              "create_subshell_reply", Map.of("status", Type.STRING, "subshell_id", Type.STRING)),
          Map.entry("delete_subshell_reply", Map.of("status", Type.STRING)),
          Map.entry(
              "list_subshell_reply", Map.of("status", Type.STRING, "subshell_id", Type.STRINGS)),
          Map.entry("shutdown_reply", Map.of("status", Type.STRING, "restart", Type.BOOLEAN)),
          Map.entry(
              "usage_reply",
              Map.of(
                  "hostname",
                  Type.STRING,
                  "pid",
                  Type.INTEGER,
                  "kernel_cpu",
                  Type.NUMBER,
                  "kernel_memory",
                  Type.NUMBER,
                  "cpu_count",
                  Type.INTEGER,
                  "host_cpu_percent",
                  Type.NUMBER,
                  "host_virtual_memory",
                  Type.OBJECT)));

  private static final Set<String> STATES = Set.of("starting", "busy", "idle");

  private MessageSchemas() {}

  /// What is wrong with a message; empty if nothing is.
  static List<String> violations(Received received) {
    Message message = received.message();
    List<String> wrong = new ArrayList<>();
    checkHeader(message, wrong);
    JsonObject content = message.content();
    String status = Json.string(content, "status", "ok");
    Map<String, Type> fields = CONTENT.get(message.type());
    if (fields == null) {
      wrong.add("unknown type");
    } else if (status.equals("error") && !message.type().equals("execute_reply")) {
      require(content, ERROR, wrong);
    } else {
      require(content, fields, wrong);
    }
    if (message.type().equals("status")
        && !STATES.contains(Json.string(content, "execution_state", ""))) {
      wrong.add("unknown execution_state");
    }
    if (message.type().equals("execute_reply")) {
      if (status.equals("error")) {
        require(content, ERROR, wrong);
      } else if (status.equals("ok")) {
        require(content, Map.of("payload", Type.ARRAY, "user_expressions", Type.OBJECT), wrong);
      }
    }
    switch (message.type()) {
      case "stream" -> oneOf(content, "name", Set.of("stdout", "stderr"), wrong);
      case "is_complete_reply" -> checkCompleteness(content, wrong);
      case "complete_reply" -> checkCompletions(content, wrong);
      default -> {}
    }
    if (received.channel() == ChannelName.IOPUB) {
      checkTopic(message, wrong);
    }
    return wrong.stream().map(each -> message.type() + ": " + each + " in " + content).toList();
  }

  private static void oneOf(
      JsonObject content, String field, Set<String> values, List<String> wrong) {
    if (!values.contains(Json.string(content, field, ""))) {
      wrong.add(field + " is none of " + values);
    }
  }

  private static void checkCompleteness(JsonObject content, List<String> wrong) {
    oneOf(content, "status", Set.of("complete", "incomplete", "invalid", "unknown"), wrong);
    if (Json.string(content, "status", "").equals("incomplete")) {
      require(content, Map.of("indent", Type.STRING), wrong);
    }
  }

  private static void checkCompletions(JsonObject content, List<String> wrong) {
    for (JsonElement each :
        Json.array(Json.child(content, "metadata"), "_jupyter_types_experimental")) {
      if (!each.isJsonObject()) {
        wrong.add("a completion's type is no object");
        continue;
      }
      JsonObject type = each.getAsJsonObject();
      require(
          type,
          Map.of(
              "text",
              Type.STRING,
              "type",
              Type.STRING,
              "signature",
              Type.STRING,
              "start",
              Type.INTEGER,
              "end",
              Type.INTEGER),
          wrong);
    }
  }

  private static void checkTopic(Message message, List<String> wrong) {
    if (message.identities().size() != 1) {
      wrong.add(message.identities().size() + " topic frames");
      return;
    }
    String topic = new String(message.identities().getFirst(), StandardCharsets.UTF_8);
    String expected =
        "kernel." + Json.string(message.header(), "session", "") + "." + message.type();
    if (!message.type().equals("iopub_welcome") && !topic.equals(expected)) {
      wrong.add("the topic is " + topic);
    }
  }

  private static void checkHeader(Message message, List<String> wrong) {
    require(
        message.header(),
        Map.of(
            "msg_id",
            Type.STRING,
            "msg_type",
            Type.STRING,
            "session",
            Type.STRING,
            "username",
            Type.STRING,
            "date",
            Type.STRING,
            "version",
            Type.STRING),
        wrong);
    try {
      OffsetDateTime.parse(Json.string(message.header(), "date", ""));
    } catch (DateTimeParseException e) {
      wrong.add("the date has no zone or is no date: " + e.getMessage());
    }
    if (!Json.string(message.header(), "version", "").equals("5.5")) {
      wrong.add("version");
    }
  }

  private static void require(JsonObject object, Map<String, Type> fields, List<String> wrong) {
    fields.forEach((name, type) -> {
      JsonElement value = object.get(name);
      if (value == null || !type.test.test(value)) {
        wrong.add(name + " is " + value + ", not " + type);
      }
    });
  }
}
