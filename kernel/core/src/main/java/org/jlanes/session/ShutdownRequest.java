package org.jlanes.session;

import com.google.gson.JsonObject;
import org.jlanes.wire.Json;

/// Ends the kernel, also while a cell runs. On the control thread.
final class ShutdownRequest implements Handler {
  private final End end;

  ShutdownRequest(End end) {
    this.end = end;
  }

  @Override
  public void handle(Request request) {
    JsonObject reply = Request.ok();
    reply.addProperty("restart", Json.bool(request.content(), "restart", false));
    request.reply(reply);
    end.begin();
  }
}
