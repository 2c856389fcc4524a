package org.jlanes.install.notebook;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jlanes.client.Output;

/// Puts the output messages of a run into the notebook, as a front end would: streams are joined,
/// displays are replaced by their updates (in every cell they stand in), clearing may wait.
///
/// Used by one thread at a time.
///
/// @see <a
///   href="https://nbformat.readthedocs.io/en/latest/format_description.html#code-cell-outputs">
///   Code cell outputs</a>
public final class OutputRecorder {
  /// A place that an `update_display_data` replaces.
  private record Shown(NotebookCell cell, JsonObject output) {}

  private final Map<String, List<Shown>> displays = new HashMap<>();
  private final Set<NotebookCell> clearNext = new HashSet<>();

  /// Records what a cell shows.
  public void record(NotebookCell cell, Output output) {
    switch (output) {
      case Output.Stream stream -> stream(cell, stream);
      case Output.Display shown -> {
        JsonObject stored = bundle("display_data", shown.data(), shown.metadata());
        add(cell, stored);
        remember(cell, shown.displayId(), stored);
      }
      case Output.Result result -> {
        JsonObject stored = bundle("execute_result", result.data(), result.metadata());
        stored.addProperty("execution_count", result.executionCount());
        add(cell, stored);
      }
      case Output.Update update -> update(update);
      case Output.Error error -> add(cell, error(error));
      case Output.Clear(boolean later) when later -> clearNext.add(cell);
      case Output.Clear _ -> clear(cell);
    }
  }

  private static JsonObject error(Output.Error error) {
    JsonArray traceback = new JsonArray();
    error.traceback().forEach(traceback::add);
    JsonObject stored = new JsonObject();
    stored.addProperty("ename", error.ename());
    stored.addProperty("evalue", error.evalue());
    stored.addProperty("output_type", "error");
    stored.add("traceback", traceback);
    return stored;
  }

  private void stream(NotebookCell cell, Output.Stream stream) {
    clearIfWaiting(cell);
    JsonArray outputs = cell.outputs();
    if (!outputs.isEmpty()
        && outputs.get(outputs.size() - 1) instanceof JsonObject last
        && isStream(last, stream.name())) {
      append(last.getAsJsonArray("text"), stream.text());
      return;
    }
    JsonObject output = new JsonObject();
    output.addProperty("name", stream.name());
    output.addProperty("output_type", "stream");
    output.add("text", NotebookCell.lines(stream.text()));
    outputs.add(output);
  }

  private static boolean isStream(JsonObject output, String name) {
    return output.get("output_type").getAsString().equals("stream")
        && output.get("name").getAsString().equals(name)
        && output.get("text") instanceof JsonArray;
  }

  /// Appends in time proportional to what is new, however much stands there.
  private static void append(JsonArray lines, String text) {
    String rest = text;
    if (!lines.isEmpty()) {
      String last = lines.get(lines.size() - 1).getAsString();
      if (!last.endsWith("\n")) {
        int newline = text.indexOf('\n');
        int end = newline < 0 ? text.length() : newline + 1;
        lines.set(lines.size() - 1, new JsonPrimitive(last + text.substring(0, end)));
        rest = text.substring(end);
      }
    }
    lines.addAll(NotebookCell.lines(rest));
  }

  private void add(NotebookCell cell, JsonObject output) {
    clearIfWaiting(cell);
    cell.outputs().add(output);
  }

  private void clearIfWaiting(NotebookCell cell) {
    if (clearNext.remove(cell)) {
      clear(cell);
    }
  }

  private void clear(NotebookCell cell) {
    JsonArray outputs = cell.outputs();
    displays.values().forEach(places -> places.removeIf(place -> place.cell.equals(cell)));
    while (!outputs.isEmpty()) {
      outputs.remove(outputs.size() - 1);
    }
  }

  private void remember(NotebookCell cell, String id, JsonObject output) {
    if (id != null) {
      displays.computeIfAbsent(id, unused -> new ArrayList<>()).add(new Shown(cell, output));
    }
  }

  private void update(Output.Update update) {
    for (Shown place : displays.getOrDefault(update.displayId(), List.of())) {
      JsonObject replacement = bundle("display_data", update.data(), update.metadata());
      place.output.add("data", replacement.get("data"));
      place.output.add("metadata", replacement.get("metadata"));
    }
  }

  /// Data in the form of the file: texts as lists of lines, JSON as it is.
  private static JsonObject bundle(String type, JsonObject sent, JsonObject metadata) {
    JsonObject data = new JsonObject();
    sent.entrySet().forEach(e -> data.add(e.getKey(), stored(e.getKey(), e.getValue())));
    JsonObject output = new JsonObject();
    output.add("data", data);
    if (type.equals("execute_result")) {
      output.add("execution_count", JsonNull.INSTANCE);
    }
    output.add("metadata", metadata.deepCopy());
    output.addProperty("output_type", type);
    return output;
  }

  private static JsonElement stored(String mimeType, JsonElement value) {
    boolean json = mimeType.equals("application/json") || mimeType.endsWith("+json");
    return !json && value instanceof JsonPrimitive text && text.isString()
        ? NotebookCell.lines(text.getAsString())
        : value.deepCopy();
  }
}
