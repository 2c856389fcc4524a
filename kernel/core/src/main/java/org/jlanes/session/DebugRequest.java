package org.jlanes.session;

import com.google.gson.JsonObject;
import org.jlanes.wire.Json;

/// Refuses to debug. `kernel_info_reply` says that there is no debugger; a front end that asks
/// nevertheless must not wait for a reply that never comes. On the control thread.
///
/// @see <a
///   href="https://jupyter-client.readthedocs.io/en/stable/messaging.html#debug-request">Debug
///   request</a>
final class DebugRequest implements Handler {
  @Override
  public void handle(Request request) {
    // A response of the Debug Adapter Protocol, and the status of every reply.
    JsonObject reply = Request.ok();
    reply.addProperty("seq", request.arrival());
    reply.addProperty("type", "response");
    reply.addProperty("request_seq", Json.integer(request.content(), "seq", 0));
    reply.addProperty("command", Json.string(request.content(), "command", ""));
    reply.addProperty("success", false);
    reply.addProperty("message", "this kernel has no debugger; print with System.out.println");
    request.reply(reply);
  }
}
