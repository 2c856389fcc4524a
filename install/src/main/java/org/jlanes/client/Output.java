package org.jlanes.client;

import com.google.gson.JsonObject;
import java.util.List;

/// What a cell shows, message by message.
public sealed interface Output {
  /// Text of a stream.
  ///
  /// @param name `stdout` or `stderr`
  record Stream(String name, String text) implements Output {}

  /// A `display_data` message.
  ///
  /// @param data content by MIME type
  /// @param displayId the name under which it can be updated, or null
  record Display(JsonObject data, JsonObject metadata, String displayId) implements Output {}

  /// An `update_display_data` message: replaces whatever is shown under the id, in any cell.
  record Update(JsonObject data, JsonObject metadata, String displayId) implements Output {}

  /// The cell's value.
  record Result(JsonObject data, JsonObject metadata, int executionCount) implements Output {}

  /// The cell failed.
  record Error(String ename, String evalue, List<String> traceback) implements Output {}

  /// The cell's output is to be cleared, now or (`later`) when the next output comes.
  record Clear(boolean later) implements Output {}
}
