package org.jlanes.session;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.util.List;
import org.jlanes.session.history.History;
import org.jlanes.wire.Json;

/// Gives back what was run. A cell has no other form than the one typed, so `raw` makes no
/// difference; a field of a wrong type counts as absent. On the shell thread.
final class HistoryRequest implements Handler {
  private final History history;

  HistoryRequest(History history) {
    this.history = history;
  }

  @Override
  public void handle(Request request) throws IOException {
    JsonObject asked = request.content();
    int n = Json.integer(asked, "n", Integer.MAX_VALUE);
    List<History.Entry> found =
        switch (Json.string(asked, "hist_access_type", "")) {
          case "tail" -> history.tail(n);
          case "range" ->
              history.range(
                  Json.integer(asked, "session", 0),
                  Json.integer(asked, "start", 0),
                  Json.integer(asked, "stop", Integer.MAX_VALUE));
          case "search" ->
              history.search(
                  Json.string(asked, "pattern", "*"), n, Json.bool(asked, "unique", false));
          default -> List.of();
        };
    boolean outputs = Json.bool(asked, "output", false);
    JsonArray entries = new JsonArray();
    found.forEach(entry -> entries.add(json(entry, outputs)));
    JsonObject reply = Request.ok();
    reply.add("history", entries);
    request.reply(reply);
  }

  private static JsonArray json(History.Entry entry, boolean withOutput) {
    JsonArray triple = new JsonArray();
    triple.add(entry.session());
    triple.add(entry.line());
    if (withOutput) {
      JsonArray both = new JsonArray();
      both.add(entry.input());
      JsonElement output =
          entry.output() == null ? JsonNull.INSTANCE : new JsonPrimitive(entry.output());
      both.add(output);
      triple.add(both);
    } else {
      triple.add(entry.input());
    }
    return triple;
  }
}
