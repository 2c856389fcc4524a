package org.jlanes.session;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import org.jlanes.engine.Engine.Completions;
import org.jlanes.wire.Json;

/// Completes code at the cursor. On the shell thread.
final class CompleteRequest implements Handler {
  private final EngineStart engine;

  CompleteRequest(EngineStart engine) {
    this.engine = engine;
  }

  @Override
  public void handle(Request request) {
    String code = Json.string(request.content(), "code", "");
    int cursor = Json.integer(request.content(), "cursor_pos", Integer.MAX_VALUE);
    Completions found = engine.await().complete(code, Offsets.toUtf16(code, cursor));
    int start = Offsets.toCodePoints(code, found.start());
    int end = Offsets.toCodePoints(code, found.end());
    JsonArray matches = new JsonArray();
    JsonArray types = new JsonArray();
    for (Completions.Item item : found.items()) {
      matches.add(item.text());
      JsonObject type = new JsonObject();
      type.addProperty("text", item.text());
      type.addProperty("type", item.type());
      type.addProperty("signature", item.signature());
      type.addProperty("start", start);
      type.addProperty("end", end);
      types.add(type);
    }
    JsonObject metadata = new JsonObject();
    metadata.add("_jupyter_types_experimental", types);
    JsonObject reply = Request.ok();
    reply.add("matches", matches);
    reply.addProperty("cursor_start", start);
    reply.addProperty("cursor_end", end);
    reply.add("metadata", metadata);
    request.reply(reply);
  }
}
