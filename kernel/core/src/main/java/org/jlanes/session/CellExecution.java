package org.jlanes.session;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jlanes.engine.Engine;
import org.jlanes.runtime.comm.CommService;
import org.jlanes.runtime.display.MimeBundle;
import org.jlanes.runtime.engine.BackgroundJobs;
import org.jlanes.runtime.engine.CellFailure;
import org.jlanes.runtime.engine.Subshells;
import org.jlanes.runtime.scope.CellOutput;
import org.jlanes.runtime.scope.Locals;
import org.jlanes.runtime.scope.Scope;
import org.jlanes.wire.Json;

/// What a request runs, in the foreground and in the background, a cell or a handler that a cell
/// has registered: makes its scopes and publishes what its code leaves under it. Safe for any
/// thread.
final class CellExecution {
  private static final System.Logger LOG = System.getLogger(CellExecution.class.getName());

  private final SessionState state;
  private final Subshell shell;
  private final Request request;
  private final int count;
  private final boolean silent;
  private final int entry;
  private final CellPort port;

  /// @param count the execution count of the shell, this request included
  /// @param entry the request's entry in the history, 0 if it does not count
  CellExecution(
      SessionState state, Subshell shell, Request request, int count, boolean silent, int entry) {
    this.state = state;
    this.shell = shell;
    this.request = request;
    this.count = count;
    this.silent = silent;
    this.entry = entry;
    this.port =
        new CellPort(
            request.message(), state.author(), state.iopub(), state.stdin(), state.outlets());
  }

  /// Runs the request's code while its shell waits, which has been told to expect it.
  ///
  /// @return the reply, but for the execution count
  JsonObject run(String code) {
    JsonObject reply;
    try {
      try {
        Engine engine = state.engine().await();
        Scope scope = scope(engine, "", shell.locals());
        state.running().begin(shell, scope);
        tellNotice();
        state.startup().before(scope, silent ? Optional.empty() : Optional.of(port));
        lives(number());
        runAndPublish(engine, code, scope);
        reply = Request.ok();
        reply.add("user_expressions", userExpressions(engine, scope));
      } finally {
        lives(0);
        state.running().end(shell);
      }
    } catch (CellFailure e) {
      reply = failed(e);
    } catch (RuntimeException | Error e) {
      reply = failed(ourMistake(e));
    }
    reply.add("payload", port.payloads());
    return reply;
  }

  private void lives(int cell) {
    if (shell.id().isEmpty()) {
      state.life().runs(cell);
    }
  }

  /// The first cell that shows anything shows how the kernel before ended.
  private void tellNotice() {
    String notice = silent ? null : state.notice().getAndSet(null);
    if (notice != null) {
      byte[] text = (notice + '\n').getBytes(StandardCharsets.UTF_8);
      port.write(CellOutput.Stream.STDERR, text, 0, text.length);
    }
  }

  /// Runs a handler of the notebook's code while its shell waits, and publishes what it throws.
  ///
  /// @return whether it threw nothing
  boolean call(Callable<?> handler) {
    return endsWell(() -> {
      state.running().expect(shell);
      try {
        Engine engine = state.engine().await();
        Scope scope = scope(engine, "", shell.locals());
        state.running().begin(shell, scope);
        state.startup().before(scope, Optional.empty());
        engine.call(handler, scope);
      } finally {
        state.running().end(shell);
      }
      port.end();
    });
  }

  /// A scope whose output stands under this request.
  ///
  /// @param suffix tells the scopes of one request apart
  private Scope scope(Engine engine, String suffix, Locals locals) {
    Map<Class<?>, Object> services = new HashMap<>(engine.services());
    services.put(BackgroundJobs.class, new CellJobs(state.jobs(), this));
    services.put(Subshells.class, new CellSubshells(shell, state.subshells()));
    services.put(CommService.class, state.commPort(request));
    services.put(Locals.class, locals);
    return new Scope(request.message().id() + suffix, number(), port, services);
  }

  /// The number of the cell, 0 if it has none.
  int number() {
    return entry > 0 ? count : 0;
  }

  private void runAndPublish(Engine engine, String code, Scope scope) throws CellFailure {
    MimeBundle value = engine.run(code, scope, silent);
    port.end();
    if (value != null && !silent) {
      JsonObject result = new JsonObject();
      result.addProperty("execution_count", count);
      Bundles.addTo(result, value);
      request.publish("execute_result", result);
    }
    if (value != null && entry > 0) {
      state.history().output(entry, value.plain());
    }
  }

  /// The scope of a background cell of this request.
  Scope backgroundScope(int job) {
    return scope(state.engine().await(), "-job-" + job, new Locals());
  }

  /// Runs code of a background cell, publishes its value or its error, and returns when it has
  /// ended.
  ///
  /// @return whether it ended without an error
  boolean runInBackground(String code, Scope scope) {
    state.running().beginBackground(scope);
    try {
      return endsWell(() -> runAndPublish(state.engine().await(), code, scope));
    } finally {
      state.running().endBackground(scope);
    }
  }

  /// What this request runs of the notebook's code.
  @FunctionalInterface
  private interface Work {
    void run() throws CellFailure;
  }

  /// Runs something and publishes what it throws.
  private boolean endsWell(Work work) {
    try {
      work.run();
      return true;
    } catch (CellFailure e) {
      failed(e);
    } catch (RuntimeException | Error e) {
      failed(ourMistake(e));
    }
    return false;
  }

  /// A mistake of ours, not of the cell: the user sees it, and the log has the place.
  private static CellFailure ourMistake(Throwable e) {
    LOG.log(Level.ERROR, "running a cell", e);
    return new CellFailure(
        e.getClass().getName(),
        String.valueOf(e.getMessage()),
        List.of("The kernel failed, not your code: " + e + ". Details are in its log."),
        e);
  }

  private JsonObject failed(CellFailure failure) {
    port.end();
    JsonObject reply = Request.error(failure.name(), failure.text(), failure.traceback());
    if (!silent) {
      JsonObject error = reply.deepCopy();
      error.remove("status");
      request.publish("error", error);
    }
    return reply;
  }

  private JsonObject userExpressions(Engine engine, Scope scope) {
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
