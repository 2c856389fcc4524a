package org.jlanes.soak;

import com.google.gson.JsonObject;
import java.util.Map;
import org.jlanes.wire.Json;

/// The content of an `execute_request` with all fields, without which some kernels do not answer.
final class CellRequest {
  private CellRequest() {}

  /// A cell as a front end sends it that allows no input.
  static JsonObject of(String code) {
    return of(code, Map.of());
  }

  /// A cell with other values of some fields.
  static JsonObject of(String code, Map<String, Object> fields) {
    JsonObject content = new JsonObject();
    content.addProperty("code", code);
    content.addProperty("silent", false);
    content.addProperty("store_history", true);
    content.add("user_expressions", new JsonObject());
    content.addProperty("allow_stdin", false);
    content.addProperty("stop_on_error", true);
    fields.forEach((name, value) -> content.add(name, Json.of(value)));
    return content;
  }
}
