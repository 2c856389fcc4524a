package org.jlanes.session;

import com.google.gson.JsonObject;
import org.jlanes.wire.Json;

/// Ends the kernel, also while a cell runs. On the control thread.
final class ShutdownRequest implements Handler {
  private final Runnable end;

  /// @param end begins the end of the process and returns
  ShutdownRequest(Runnable end) {
    this.end = end;
  }

  @Override
  public void handle(Request request) {
    JsonObject reply = Request.ok();
    reply.addProperty("restart", Json.bool(request.content(), "restart", false));
    request.reply(reply);
    end.run();
  }
}
