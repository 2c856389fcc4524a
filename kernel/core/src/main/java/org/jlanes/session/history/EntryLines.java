package org.jlanes.session.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.List;
import org.jlanes.session.history.History.Entry;
import org.jlanes.wire.Json;

/// The lines of a session's file: `{"line":3,"time":"…","input":"…"}` when a cell begins, and
/// `{"line":3,"output":"…"}` when it has ended with a value. A line that is neither (cut off when
/// its kernel was killed, or damaged) is passed over.
final class EntryLines {
  private static final System.Logger LOG = System.getLogger(EntryLines.class.getName());

  /// Longer outputs are cut: the history is for what was typed.
  private static final int LONGEST_OUTPUT = 10_000;

  private EntryLines() {}

  static byte[] input(int line, String input) {
    JsonObject object = new JsonObject();
    object.addProperty("line", line);
    object.addProperty("time", Instant.now().toString());
    object.addProperty("input", input);
    return bytes(object);
  }

  static byte[] output(int line, String output) {
    JsonObject object = new JsonObject();
    object.addProperty("line", line);
    object.addProperty("output", shortened(output));
    return bytes(object);
  }

  /// An output as far as it is kept.
  static String shortened(String output) {
    return output.length() <= LONGEST_OUTPUT ? output : output.substring(0, LONGEST_OUTPUT) + "…";
  }

  private static byte[] bytes(JsonObject object) {
    return (Json.text(object) + "\n").getBytes(UTF_8);
  }

  /// The cells in a session's file.
  static List<Entry> read(int session, InputStream file) throws IOException {
    Cells cells = new Cells();
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(file, UTF_8))) {
      lines.lines().forEach(text -> add(session, text, cells));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return cells.entries();
  }

  private static void add(int session, String text, Cells cells) {
    JsonObject object;
    try {
      object = Json.object(text);
    } catch (JsonParseException | StackOverflowError e) {
      LOG.log(Level.DEBUG, () -> "a damaged line in the history of session " + session, e);
      return;
    }
    int line = Json.integer(object, "line", 0);
    String input = Json.string(object, "input", null);
    String output = Json.string(object, "output", null);
    if (input != null) {
      cells.input(session, line, input);
    } else if (output != null) {
      cells.output(line, output);
    }
  }
}
