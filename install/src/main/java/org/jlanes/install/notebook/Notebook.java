package org.jlanes.install.notebook;

import com.google.gson.FormattingStyle;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A notebook of nbformat 4, over its JSON. Used by one thread at a time.
public final class Notebook {
  /// As Jupyter writes it: one space per level.
  private static final Gson GSON =
      new GsonBuilder()
          .setFormattingStyle(FormattingStyle.PRETTY.withIndent(" "))
          .setStrictness(Strictness.LEGACY_STRICT)
          .disableHtmlEscaping()
          .serializeNulls()
          .create();

  private final JsonObject content;
  private final List<NotebookCell> cells = new ArrayList<>();

  /// A notebook over checked JSON.
  Notebook(JsonObject content) {
    this.content = content;
    for (JsonElement cell : content.getAsJsonArray("cells")) {
      cells.add(new NotebookCell(cell.getAsJsonObject(), cells.size() + 1));
    }
  }

  /// Reads a notebook.
  ///
  /// @throws NotebookException if there is no such file, it is not a notebook, is damaged, or is of
  ///   another nbformat than 4
  public static Notebook read(Path file) throws NotebookException {
    return new NotebookReader(file).read();
  }

  /// The cells in order.
  public List<NotebookCell> cells() {
    return List.copyOf(cells);
  }

  /// The notebook's metadata; changes are written.
  public JsonObject metadata() {
    if (!(content.get("metadata") instanceof JsonObject)) {
      content.add("metadata", new JsonObject());
    }
    return content.getAsJsonObject("metadata");
  }

  /// The language the notebook says it is written in, in lower case; empty if it does not say.
  public String language() {
    if (metadata().get("kernelspec") instanceof JsonObject spec
        && spec.get("language") instanceof JsonPrimitive language) {
      return language.getAsString().toLowerCase(java.util.Locale.ROOT);
    }
    if (metadata().get("language_info") instanceof JsonObject info
        && info.get("name") instanceof JsonPrimitive name) {
      return name.getAsString().toLowerCase(java.util.Locale.ROOT);
    }
    return "";
  }

  /// The file's text.
  public String toJson() {
    return GSON.toJson(content) + "\n";
  }
}
