package org.jlanes.session;

import com.google.gson.JsonObject;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jlanes.channels.Burst;

/// Finds the handler of a request and frames its work with `busy` and `idle`. Safe for any thread.
final class Dispatcher {
  private static final System.Logger LOG = System.getLogger(Dispatcher.class.getName());

  /// How much of a type that nobody knows is quoted: it may be as long as a message.
  private static final int QUOTED = 100;

  private final Burst unknown = new Burst();
  private final Function<String, Handler> handlers;

  /// @param handlers by message type
  Dispatcher(Map<String, Handler> handlers) {
    this.handlers = Map.copyOf(handlers)::get;
  }

  /// @param handler of messages of every type
  Dispatcher(Handler handler) {
    this.handlers = type -> handler;
  }

  void dispatch(Request request) {
    status(request, "busy");
    try {
      Handler handler = handlers.apply(request.type());
      if (handler == null) {
        unknown
            .next()
            .ifPresent(n ->
                LOG.log(
                    Level.WARNING,
                    () ->
                        "no handler for messages of type \""
                            + quoted(request.type())
                            + '"'
                            + Burst.note(n)));
      } else {
        handler.handle(request);
      }
    } catch (Exception | Error e) {
      // Errors too: javac dies of assertions, and the requests behind this one must be handled.
      LOG.log(Level.ERROR, () -> "handling " + request.type(), e);
      if (!request.replied() && request.type().endsWith("_request")) {
        request.reply(
            Request.error(e.getClass().getName(), String.valueOf(e.getMessage()), List.of()));
      }
    } finally {
      status(request, "idle");
    }
  }

  private static String quoted(String type) {
    String start = type.substring(0, Math.min(QUOTED, type.length()));
    return start.replaceAll("\\p{Cntrl}", "?") + (type.length() > QUOTED ? "…" : "");
  }

  private static void status(Request request, String state) {
    JsonObject content = new JsonObject();
    content.addProperty("execution_state", state);
    request.publish("status", content);
  }
}
