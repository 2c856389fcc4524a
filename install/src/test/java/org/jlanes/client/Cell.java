package org.jlanes.client;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.stream.Collectors;
import org.jlanes.wire.Json;
import org.jlanes.wire.Message;

/// A cell that was run: its reply and what was published for it until its idle status.
///
/// @param reply the `execute_reply`
/// @param published the iopub messages with the cell as parent, in order
public record Cell(Message reply, List<Message> published) {
  /// `ok`, `error` or `aborted`.
  public String status() {
    return Json.string(reply.content(), "status", "");
  }

  /// The cell's number.
  public int count() {
    return Json.integer(reply.content(), "execution_count", -1);
  }

  /// All text of standard output.
  public String stdout() {
    return stream("stdout");
  }

  /// All text of standard error.
  public String stderr() {
    return stream("stderr");
  }

  /// All that it printed and displayed, as text; also what took the place of something else.
  public String shown() {
    return published.stream()
        .filter(m -> m.type().equals("display_data") || m.type().equals("update_display_data"))
        .map(m -> Json.string(Json.child(m.content(), "data"), "text/plain", ""))
        .collect(Collectors.joining("", stdout() + stderr(), ""));
  }

  private String stream(String name) {
    return of("stream").stream()
        .filter(m -> Json.string(m.content(), "name", "").equals(name))
        .map(m -> Json.string(m.content(), "text", ""))
        .collect(Collectors.joining());
  }

  /// The published messages of a type.
  public List<Message> of(String type) {
    return published.stream().filter(m -> m.type().equals(type)).toList();
  }

  /// The plain text of the cell's value, or null if it has none.
  public String result() {
    List<Message> results = of("execute_result");
    return results.isEmpty()
        ? null
        : Json.string(Json.child(results.getFirst().content(), "data"), "text/plain", null);
  }

  /// The class of the failure in the reply; empty after success.
  public String ename() {
    return Json.string(reply.content(), "ename", "");
  }

  /// The message of the failure in the reply; empty after success.
  public String evalue() {
    return Json.string(reply.content(), "evalue", "");
  }

  /// The lines of the failure joined, without colours.
  public String traceback() {
    return Json.array(reply.content(), "traceback").asList().stream()
        .map(line -> line.getAsString().replaceAll("\u001B\\[[0-9;]*m", ""))
        .collect(Collectors.joining("\n"));
  }

  /// The values of the user expressions, by name.
  public JsonObject userExpressions() {
    return Json.child(reply.content(), "user_expressions");
  }

  /// The types of what was published, statuses by their state: `busy, execute_input, stream, idle`.
  public List<String> order() {
    return published.stream()
        .map(m ->
            m.type().equals("status") ? Json.string(m.content(), "execution_state", "") : m.type())
        .toList();
  }
}
