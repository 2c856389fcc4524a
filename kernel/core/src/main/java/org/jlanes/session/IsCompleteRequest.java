package org.jlanes.session;

import com.google.gson.JsonObject;
import org.jlanes.engine.Engine.Completeness;
import org.jlanes.wire.Json;

/// Says whether a text could be run as it stands. On the shell thread.
final class IsCompleteRequest implements Handler {
  private final EngineStart engine;

  IsCompleteRequest(EngineStart engine) {
    this.engine = engine;
  }

  @Override
  public void handle(Request request) {
    Completeness found = engine.await().isComplete(Json.string(request.content(), "code", ""));
    JsonObject reply = new JsonObject();
    reply.addProperty("status", found.status());
    if (found.status().equals("incomplete")) {
      reply.addProperty("indent", found.indent());
    }
    request.reply(reply);
  }
}
