package org.jlanes.session;

import com.google.gson.JsonObject;
import org.jlanes.wire.Json;

/// Answers the opening of a comm whose target is unknown here (all are) by closing it.
final class CommOpen implements Handler {
  @Override
  public void handle(Request request) {
    JsonObject close = new JsonObject();
    close.addProperty("comm_id", Json.string(request.content(), "comm_id", ""));
    close.add("data", new JsonObject());
    request.publish("comm_close", close);
  }
}
