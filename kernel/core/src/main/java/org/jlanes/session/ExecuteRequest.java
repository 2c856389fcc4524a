package org.jlanes.session;

import com.google.gson.JsonObject;
import java.util.List;
import org.jlanes.wire.Json;

/// Runs cells. On the thread of its shell, one for each shell.
///
/// @see <a
///   href="https://jupyter-client.readthedocs.io/en/stable/messaging.html#execute">Execute</a>
final class ExecuteRequest implements Handler {
  private final SessionState state;
  private final Subshell shell;
  private int count;

  /// Requests that arrived up to this one are aborted, because a cell before them failed.
  private long abortedUpTo;

  ExecuteRequest(SessionState state, Subshell shell) {
    this.state = state;
    this.shell = shell;
  }

  @Override
  public void complete(JsonObject failed) {
    failed.addProperty("execution_count", count);
  }

  @Override
  public void handle(Request request) {
    if (request.arrival() <= abortedUpTo) {
      JsonObject aborted = new JsonObject();
      aborted.addProperty("status", "aborted");
      aborted.addProperty("execution_count", count);
      request.reply(aborted);
      return;
    }
    // Before the front end hears of the cell: from then on it may be interrupted.
    state.running().expect(shell);
    try {
      run(request);
    } finally {
      state.running().end(shell);
    }
  }

  private void run(Request request) {
    JsonObject asked = request.content();
    String code = Json.string(asked, "code", null);
    if (code == null) {
      JsonObject reply =
          Request.error("ProtocolError", "execute_request needs a string \"code\"", List.of());
      complete(reply);
      request.reply(reply);
      return;
    }
    boolean silent = Json.bool(asked, "silent", false);
    boolean counted = !silent && Json.bool(asked, "store_history", true);
    int entry = 0;
    if (counted) {
      count++;
      entry = state.history().input(count, code);
    }
    if (!silent) {
      JsonObject input = new JsonObject();
      input.addProperty("code", code);
      input.addProperty("execution_count", count);
      request.publish("execute_input", input);
    }
    JsonObject reply = new CellExecution(state, shell, request, count, silent, entry).run(code);
    reply.addProperty("execution_count", count);
    if (!reply.has("user_expressions")) {
      reply.add("user_expressions", new JsonObject());
    }
    // Before the reply: what a client sends after it is not to be aborted.
    long queued = shell.arrivals();
    request.reply(reply);
    if (Json.string(reply, "status", "").equals("error")
        && Json.bool(asked, "stop_on_error", true)) {
      abortedUpTo = queued;
    }
  }
}
