package org.jlanes.client;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jlanes.wire.Json;
import org.jlanes.wire.Message;

/// How an execution ended.
///
/// @param reply the `execute_reply` message
public record ExecuteResult(Message reply) {
  /// `ok`, `error` or `aborted`.
  public String status() {
    return Json.string(reply.content(), "status", "error");
  }

  /// Whether the code ran to its end.
  public boolean succeeded() {
    return status().equals("ok");
  }

  /// The cell's number; -1 if the kernel gave none.
  public int executionCount() {
    return Json.integer(reply.content(), "execution_count", -1);
  }

  /// The class of the failure; empty after success.
  public String ename() {
    return Json.string(reply.content(), "ename", "");
  }

  /// The message of the failure; empty after success.
  public String evalue() {
    return Json.string(reply.content(), "evalue", "");
  }

  /// The lines of the failure; empty after success.
  public List<String> traceback() {
    List<String> lines = new ArrayList<>();
    Json.array(reply.content(), "traceback").forEach(line -> lines.add(line.getAsString()));
    return lines;
  }

  /// The values of the user expressions, by name.
  public JsonObject userExpressions() {
    return Json.child(reply.content(), "user_expressions");
  }

  /// What the code asks of the front end.
  public JsonArray payload() {
    return Json.array(reply.content(), "payload");
  }
}
