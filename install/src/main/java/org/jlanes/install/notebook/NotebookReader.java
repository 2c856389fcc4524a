package org.jlanes.install.notebook;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jlanes.runtime.display.Troubleshooting;

/// Reads a notebook file and says exactly what is wrong with one that is none.
final class NotebookReader {
  /// Where Gson says the parser stood.
  private static final Pattern LINE = Pattern.compile("at line (\\d+) column (\\d+)");

  private static final Pattern CONFLICT = Pattern.compile("(?m)^(<<<<<<<|=======|>>>>>>>)");

  private final Path file;

  NotebookReader(Path file) {
    this.file = file;
  }

  Notebook read() throws NotebookException {
    JsonObject content = parse(text());
    checkFormat(content);
    if (!(content.get("cells") instanceof JsonArray cells)) {
      throw notebookWithout("list `cells`");
    }
    for (int i = 0; i < cells.size(); i++) {
      checkCell(cells.get(i), i + 1);
    }
    return new Notebook(content);
  }

  private String text() throws NotebookException {
    if (Files.isDirectory(file)) {
      throw problem(file + " is a folder", "Name a notebook in it:\n" + notebooksIn(file), null);
    }
    if (!Files.exists(file)) {
      Path folder = file.toAbsolutePath().getParent();
      throw problem("there is no file " + file, "Notebooks there:\n" + notebooksIn(folder), null);
    }
    try {
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw problem(
          file + " is not a notebook: it is not UTF-8 text", "Is it really an .ipynb file?", e);
    } catch (IOException e) {
      throw problem("cannot read " + file + ": " + e, "May you read it?  ls -l " + file, e);
    }
  }

  private JsonObject parse(String text) throws NotebookException {
    if (text.isBlank()) {
      throw problem(
          file + " is empty", "Restore it: from .ipynb_checkpoints/ beside it, or with git", null);
    }
    try (JsonReader reader = new JsonReader(new StringReader(text))) {
      JsonElement element = new Gson().getAdapter(JsonElement.class).read(reader);
      if (reader.peek() != JsonToken.END_DOCUMENT) {
        throw new JsonParseException("text behind the end at line 1 column 1");
      }
      if (element instanceof JsonObject object) {
        return object;
      }
      throw problem(
          file + " is not a notebook: its JSON is not an object", "Name an .ipynb file.", null);
    } catch (IOException | JsonParseException | IllegalStateException e) {
      throw damaged(text, e);
    }
  }

  private NotebookException damaged(String text, Exception cause) {
    Matcher conflict = CONFLICT.matcher(text);
    if (conflict.find()) {
      long line = text.substring(0, conflict.start()).lines().count() + 1;
      return problem(
          file + " is damaged: line " + line + " is a mark of a git merge conflict",
          """
          Keep one side:  git checkout --ours FILE   or   git checkout --theirs FILE
          or mend it:     python3 -m pip install nbdime && nbdime mergetool\
          """,
          cause);
    }
    if (!text.stripLeading().startsWith("{")) {
      String start = text.lines().findFirst().orElse("").strip();
      return problem(
          file + " is not a notebook: it starts with `" + shortened(start) + "`",
          "A notebook is a JSON file that starts with `{`. Name an .ipynb file.",
          cause);
    }
    String message = String.valueOf(cause.getMessage());
    Matcher at = LINE.matcher(message);
    boolean cut = !text.stripTrailing().endsWith("}");
    if (cut || !at.find()) {
      long lines = text.lines().count();
      return problem(
          file + " is damaged: it ends in the middle, in line " + lines,
          """
          It was probably not written to its end (disk full? download cut off?).
          Restore it: from .ipynb_checkpoints/ beside it, or with git, or get it again.
          """
              + Troubleshooting.DAMAGED_NOTEBOOK.hint(),
          cause);
    }
    int number = Integer.parseInt(at.group(1));
    String line = text.lines().skip(number - 1L).findFirst().orElse("");
    return problem(
        file + " is damaged: no valid JSON at line " + number + ", column " + at.group(2),
        "Mend this line in a text editor, or restore the file:\n  "
            + shortened(line.strip())
            + "\n"
            + Troubleshooting.DAMAGED_NOTEBOOK.hint(),
        cause);
  }

  private void checkFormat(JsonObject content) throws NotebookException {
    JsonElement version = content.get("nbformat");
    if (!(version instanceof JsonPrimitive number) || !number.isNumber()) {
      throw notebookWithout("number `nbformat`");
    }
    if (number.getAsDouble() < 4) {
      throw problem(
          file + " is of nbformat " + number + "; this program reads nbformat 4",
          "Convert it:  jupyter nbconvert --to notebook --nbformat 4 --inplace " + file,
          null);
    }
    if (number.getAsDouble() >= 5) {
      throw problem(
          file + " is of nbformat " + number + ", which is newer than this program (4)",
          "Save it as version 4 with the program that wrote it, or use a newer JLanes.",
          null);
    }
  }

  private void checkCell(JsonElement element, int number) throws NotebookException {
    if (!(element instanceof JsonObject cell)) {
      throw damagedCell(number, "is not an object");
    }
    if (!(cell.get("cell_type") instanceof JsonPrimitive type)
        || !List.of("code", "markdown", "raw").contains(type.getAsString())) {
      throw damagedCell(
          number, "has the `cell_type` " + cell.get("cell_type") + ", not code, markdown or raw");
    }
    JsonElement source = cell.get("source");
    boolean lines =
        source instanceof JsonArray array
            && array.asList().stream()
                .allMatch(line -> line instanceof JsonPrimitive text && text.isString());
    if (!lines && !(source instanceof JsonPrimitive text && text.isString())) {
      throw damagedCell(number, "has no `source` (a text or a list of lines)");
    }
  }

  private NotebookException damagedCell(int number, String what) {
    return problem(
        file + " is damaged: its cell " + number + " " + what,
        "Mend it in a text editor, or restore the file from .ipynb_checkpoints/ or with git.",
        null);
  }

  private NotebookException notebookWithout(String what) {
    return problem(
        file + " is JSON, but not a notebook: it has no " + what, "Name an .ipynb file.", null);
  }

  private static String notebooksIn(Path folder) {
    if (folder == null || !Files.isDirectory(folder)) {
      return "  (there is no folder " + folder + ")";
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<String> names =
          files
              .filter(found -> found.toString().endsWith(".ipynb"))
              .map(found -> "  " + found)
              .sorted()
              .limit(20)
              .toList();
      return names.isEmpty() ? "  (none in " + folder + ")" : String.join("\n", names);
    } catch (IOException e) {
      return "  (" + folder + " cannot be read: " + e.getMessage() + ")";
    }
  }

  private static String shortened(String text) {
    return text.length() <= 60 ? text : text.substring(0, 60) + "…";
  }

  private static NotebookException problem(String message, String advice, Exception cause) {
    return new NotebookException(message, advice, cause);
  }
}
