package org.jlanes.install.notebook;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;

/// A cell of a notebook, over its JSON. Used by one thread at a time.
public final class NotebookCell {
  private final JsonObject content;
  private final int position;

  NotebookCell(JsonObject content, int position) {
    this.content = content;
    this.position = position;
  }

  /// Its place in the notebook, counted from 1.
  public int position() {
    return position;
  }

  /// The cell's `id`; empty in notebooks before nbformat 4.5.
  public String id() {
    return content.get("id") instanceof JsonPrimitive id ? id.getAsString() : "";
  }

  /// Whether it is a code cell.
  public boolean isCode() {
    return type().equals("code");
  }

  /// Whether it is a Markdown cell.
  public boolean isMarkdown() {
    return type().equals("markdown");
  }

  private String type() {
    return content.get("cell_type").getAsString();
  }

  /// Its text.
  public String source() {
    return text(content.get("source"));
  }

  /// The tags in its metadata, such as `raises-exception`.
  public List<String> tags() {
    List<String> tags = new ArrayList<>();
    if (content.get("metadata") instanceof JsonObject metadata
        && metadata.get("tags") instanceof JsonArray array) {
      array.forEach(tag -> tags.add(tag.getAsString()));
    }
    return tags;
  }

  /// The prompt number.
  ///
  /// @param count 0 for none
  public void executionCount(int count) {
    content.add("execution_count", count > 0 ? new JsonPrimitive(count) : JsonNull.INSTANCE);
  }

  /// Removes outputs and prompt number.
  public void clearOutputs() {
    executionCount(0);
    content.add("outputs", new JsonArray());
  }

  /// The outputs; changes are written.
  public JsonArray outputs() {
    if (!(content.get("outputs") instanceof JsonArray)) {
      content.add("outputs", new JsonArray());
    }
    return content.getAsJsonArray("outputs");
  }

  /// A text that nbformat stores as one string or as a list of lines.
  public static String text(JsonElement stored) {
    if (stored instanceof JsonArray lines) {
      StringBuilder text = new StringBuilder();
      lines.forEach(line -> text.append(line.getAsString()));
      return text.toString();
    }
    return stored == null || stored.isJsonNull() ? "" : stored.getAsString();
  }

  /// A text as nbformat stores it: a list of lines, each with its newline.
  public static JsonArray lines(String text) {
    JsonArray lines = new JsonArray();
    int start = 0;
    while (start < text.length()) {
      int newline = text.indexOf('\n', start);
      int end = newline < 0 ? text.length() : newline + 1;
      lines.add(text.substring(start, end));
      start = end;
    }
    return lines;
  }
}
