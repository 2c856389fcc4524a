package org.jlanes.session;

import com.google.gson.JsonObject;
import java.lang.System.Logger.Level;
import org.jlanes.engine.Engine.Completeness;
import org.jlanes.wire.Json;

/// Says whether a text could be run as it stands. On the shell thread.
final class IsCompleteRequest implements Handler {
  private static final System.Logger LOG = System.getLogger(IsCompleteRequest.class.getName());

  private final EngineStart engine;

  IsCompleteRequest(EngineStart engine) {
    this.engine = engine;
  }

  @Override
  public void handle(Request request) {
    Completeness found = found(Json.string(request.content(), "code", ""));
    JsonObject reply = new JsonObject();
    reply.addProperty("status", found.status());
    if (found.status().equals("incomplete")) {
      reply.addProperty("indent", found.indent());
    }
    request.reply(reply);
  }

  private Completeness found(String code) {
    try {
      return engine.await().isComplete(code);
    } catch (StackOverflowError e) {
      // Code that is nested too deeply for the compiler. The protocol has a word for it.
      LOG.log(Level.DEBUG, "is_complete_request cannot be decided", e);
      return new Completeness("unknown", "");
    }
  }
}
