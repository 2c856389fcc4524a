package org.jlanes.session;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import org.jlanes.engine.Engine;
import org.jlanes.runtime.display.MimeBundle;
import org.jlanes.runtime.engine.CellFailure;
import org.jlanes.runtime.scope.Scope;
import org.jlanes.wire.Json;

/// Runs cells. On the shell thread.
///
/// @see <a
///   href="https://jupyter-client.readthedocs.io/en/stable/messaging.html#execute">Execute</a>
final class ExecuteRequest implements Handler {
  private static final System.Logger LOG = System.getLogger(ExecuteRequest.class.getName());

  private final SessionState state;
  private int count;

  /// Requests that arrived up to this one are aborted, because a cell before them failed.
  private long abortedUpTo;

  ExecuteRequest(SessionState state) {
    this.state = state;
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
    JsonObject asked = request.content();
    String code = Json.string(asked, "code", null);
    if (code == null) {
      JsonObject reply =
          Request.error("ProtocolError", "execute_request needs a string \"code\"", List.of());
      reply.addProperty("execution_count", count);
      request.reply(reply);
      return;
    }
    boolean silent = Json.bool(asked, "silent", false);
    boolean counted = !silent && Json.bool(asked, "store_history", true);
    if (counted) {
      count++;
    }
    if (!silent) {
      JsonObject input = new JsonObject();
      input.addProperty("code", code);
      input.addProperty("execution_count", count);
      request.publish("execute_input", input);
    }
    JsonObject reply = run(request, code, silent, counted);
    reply.addProperty("execution_count", count);
    if (!reply.has("user_expressions")) {
      reply.add("user_expressions", new JsonObject());
    }
    request.reply(reply);
    if (Json.string(reply, "status", "").equals("error")
        && Json.bool(asked, "stop_on_error", true)) {
      abortedUpTo = state.shellArrivals().get();
    }
  }

  /// Runs the code, publishes what it leaves, and returns the reply.
  private JsonObject run(Request request, String code, boolean silent, boolean counted) {
    CellPort port = new CellPort(request.message(), state.author(), state.iopub(), state.stdin());
    JsonObject reply;
    MimeBundle value = null;
    try {
      Engine engine = state.engine().await();
      Scope scope = new Scope(request.message().id(), counted ? count : 0, port, engine.services());
      state.running().begin(scope);
      try {
        value = engine.run(code, scope, silent);
        port.end();
        if (value != null && !silent) {
          publishResult(request, value);
        }
        reply = Request.ok();
        reply.add("user_expressions", userExpressions(request, engine, scope));
      } finally {
        state.running().end();
      }
    } catch (CellFailure e) {
      reply = failed(request, port, e, silent);
    } catch (RuntimeException | Error e) {
      // A mistake of ours, not of the cell: the user sees it, and the log has the place.
      LOG.log(Level.ERROR, "running a cell", e);
      CellFailure failure =
          new CellFailure(
              e.getClass().getName(),
              String.valueOf(e.getMessage()),
              List.of("The kernel failed, not your code: " + e + ". Details are in its log."),
              e);
      reply = failed(request, port, failure, silent);
    }
    reply.add("payload", port.payloads());
    if (counted) {
      state.history().record(count, code, value == null ? null : value.plain());
    }
    return reply;
  }

  private void publishResult(Request request, MimeBundle value) {
    JsonObject result = new JsonObject();
    result.addProperty("execution_count", count);
    Bundles.addTo(result, value);
    request.publish("execute_result", result);
  }

  private static JsonObject failed(
      Request request, CellPort port, CellFailure failure, boolean silent) {
    port.end();
    JsonObject reply = Request.error(failure.name(), failure.text(), failure.traceback());
    if (!silent) {
      JsonObject error = reply.deepCopy();
      error.remove("status");
      request.publish("error", error);
    }
    return reply;
  }

  private static JsonObject userExpressions(Request request, Engine engine, Scope scope) {
    JsonObject values = new JsonObject();
    JsonObject expressions = Json.child(request.content(), "user_expressions");
    for (Map.Entry<String, JsonElement> each : expressions.entrySet()) {
      values.add(each.getKey(), evaluate(each.getValue(), engine, scope));
    }
    return values;
  }

  private static JsonObject evaluate(JsonElement expression, Engine engine, Scope scope) {
    if (!expression.isJsonPrimitive()) {
      return Request.error("ProtocolError", "not an expression: " + expression, List.of());
    }
    try {
      MimeBundle value = engine.evaluate(expression.getAsString(), scope);
      JsonObject shown = Request.ok();
      Bundles.addTo(shown, value == null ? MimeBundle.text("") : value);
      return shown;
    } catch (CellFailure e) {
      return Request.error(e.name(), e.text(), e.traceback());
    }
  }
}
