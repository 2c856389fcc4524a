package org.jlanes.client;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jlanes.wire.Json;
import org.jlanes.wire.Message;

/// Reads iopub messages as outputs.
final class Outputs {
  private Outputs() {}

  /// The output in a message, or empty if it is of another kind (a status, the echoed input).
  static Optional<Output> of(Message message) {
    JsonObject content = message.content();
    JsonObject data = Json.child(content, "data");
    JsonObject metadata = Json.child(content, "metadata");
    String displayId = Json.string(Json.child(content, "transient"), "display_id", null);
    return Optional.ofNullable(
        switch (message.type()) {
          case "stream" ->
              new Output.Stream(
                  Json.string(content, "name", "stdout"), Json.string(content, "text", ""));
          case "display_data" -> new Output.Display(data, metadata, displayId);
          case "update_display_data" -> new Output.Update(data, metadata, displayId);
          case "execute_result" ->
              new Output.Result(data, metadata, Json.integer(content, "execution_count", -1));
          case "error" ->
              new Output.Error(
                  Json.string(content, "ename", ""),
                  Json.string(content, "evalue", ""),
                  lines(content));
          case "clear_output" -> new Output.Clear(Json.bool(content, "wait", false));
          default -> null;
        });
  }

  private static List<String> lines(JsonObject content) {
    List<String> lines = new ArrayList<>();
    Json.array(content, "traceback").forEach(line -> lines.add(line.getAsString()));
    return lines;
  }
}
