package org.jlanes.session;

import com.google.gson.JsonObject;
import org.jlanes.runtime.display.MimeBundle;
import org.jlanes.wire.Json;

/// Documents what stands at the cursor. On the shell thread.
final class InspectRequest implements Handler {
  private final EngineStart engine;

  InspectRequest(EngineStart engine) {
    this.engine = engine;
  }

  @Override
  public void handle(Request request) {
    String code = Json.string(request.content(), "code", "");
    int cursor = Json.integer(request.content(), "cursor_pos", Integer.MAX_VALUE);
    int detail = Json.integer(request.content(), "detail_level", 0);
    MimeBundle found = engine.await().inspect(code, Offsets.toUtf16(code, cursor), detail);
    JsonObject reply = Request.ok();
    reply.addProperty("found", found != null);
    if (found == null) {
      reply.add("data", new JsonObject());
      reply.add("metadata", new JsonObject());
    } else {
      Bundles.addTo(reply, found);
    }
    request.reply(reply);
  }
}
