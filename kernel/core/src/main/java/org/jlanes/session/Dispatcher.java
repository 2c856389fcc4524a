package org.jlanes.session;

import com.google.gson.JsonObject;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jlanes.channels.Burst;
import org.jlanes.runtime.scope.FullHeap;

/// Finds the handler of a request and frames its work with `busy` and `idle`. Safe for any thread.
final class Dispatcher {
  private static final System.Logger LOG = System.getLogger(Dispatcher.class.getName());

  /// How much of a type that nobody knows is quoted: it may be as long as a message.
  private static final int QUOTED = 100;

  private final Burst unknown = new Burst();
  private final Function<String, Handler> handlers;
  private final Consumer<Request> idle;

  /// @param handlers by message type
  Dispatcher(Map<String, Handler> handlers) {
    this(Map.copyOf(handlers)::get, request -> request.publishStatus("idle"));
  }

  /// @param handler of messages of every type
  Dispatcher(Handler handler) {
    this(type -> handler, request -> request.publishStatus("idle"));
  }

  /// @param handlers gives the handler of a type, or null
  /// @param idle publishes that a request has been handled
  Dispatcher(Function<String, Handler> handlers, Consumer<Request> idle) {
    this.handlers = handlers;
    this.idle = idle;
  }

  void dispatch(Request request) {
    request.publishStatus("busy");
    Handler handler = handlers.apply(request.type());
    try {
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
      fail(handler, request, e);
    } finally {
      idle.accept(request);
    }
  }

  /// Tells of a failure, also where a cell has filled the heap: who asked waits for the reply.
  private static void fail(Handler handler, Request request, Throwable thrown) {
    boolean told = false;
    while (!told) {
      try {
        if (handler != null && !request.replied() && request.type().endsWith("_request")) {
          JsonObject failed =
              Request.error(
                  thrown.getClass().getName(), String.valueOf(thrown.getMessage()), List.of());
          handler.complete(failed);
          request.reply(failed);
        }
        LOG.log(Level.ERROR, () -> "handling " + request.type(), thrown);
        told = true;
      } catch (OutOfMemoryError e) {
        FullHeap.release();
        FullHeap.pause();
      }
    }
  }

  private static String quoted(String type) {
    String start = type.substring(0, Math.min(QUOTED, type.length()));
    return start.replaceAll("\\p{Cntrl}", "?") + (type.length() > QUOTED ? "…" : "");
  }
}
