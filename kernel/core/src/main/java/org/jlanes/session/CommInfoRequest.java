package org.jlanes.session;

import com.google.gson.JsonObject;

/// Lists the open comms: none, because no comm target exists yet.
final class CommInfoRequest implements Handler {
  @Override
  public void handle(Request request) {
    JsonObject reply = Request.ok();
    reply.add("comms", new JsonObject());
    request.reply(reply);
  }
}
