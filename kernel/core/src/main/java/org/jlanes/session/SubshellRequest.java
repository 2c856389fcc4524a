package org.jlanes.session;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jlanes.wire.Json;

/// Opens, closes and lists subshells. On the control thread.
///
/// @see <a
///   href="https://jupyter.org/enhancement-proposals/91-kernel-subshells/kernel-subshells.html">JEP
///   91: kernel subshells</a>
final class SubshellRequest {
  private final SubshellTable table;
  private final RunningCells running;

  SubshellRequest(SubshellTable table, RunningCells running) {
    this.table = table;
    this.running = running;
  }

  /// By message type.
  Map<String, Handler> handlers() {
    return Map.of(
        "create_subshell_request", this::create,
        "delete_subshell_request", this::delete,
        "list_subshell_request", this::list);
  }

  private void create(Request request) {
    JsonObject reply = Request.ok();
    reply.addProperty("subshell_id", table.create().id().orElseThrow());
    request.reply(reply);
  }

  private void delete(Request request) {
    String id = Json.string(request.content(), "subshell_id", "");
    Optional<Subshell> deleted = table.delete(id);
    request.reply(deleted.isPresent() ? Request.ok() : unknown(id));
    deleted.ifPresent(running::interrupt);
  }

  private void list(Request request) {
    JsonArray ids = new JsonArray();
    table.ids().forEach(ids::add);
    JsonObject reply = Request.ok();
    reply.add("subshell_id", ids);
    request.reply(reply);
  }

  /// The id in a request's header; empty for the main shell.
  static Optional<String> wanted(JsonObject header) {
    JsonElement id = header.get("subshell_id");
    if (id == null || id.isJsonNull()) {
      return Optional.empty();
    }
    return Optional.of(id.isJsonPrimitive() ? id.getAsString() : id.toString());
  }

  /// Answers what was sent to a subshell that does not exist.
  static void refuse(Request request) {
    if (request.type().endsWith("_request")) {
      JsonObject reply = unknown(wanted(request.message().header()).orElse(""));
      if (request.type().equals("execute_request")) {
        reply.addProperty("execution_count", 0);
      }
      request.reply(reply);
    }
  }

  private static JsonObject unknown(String id) {
    return Request.error(
        "SubshellNotFoundError",
        "there is no subshell \""
            + id
            + "\": it was deleted, or the kernel has been restarted; create_subshell_request opens"
            + " one",
        List.of());
  }
}
