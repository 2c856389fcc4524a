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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jlanes.session.history.History.Entry;
import org.jlanes.wire.Json;

/// The lines of a session's file: `{"entry":4,"line":3,"time":"…","input":"…"}` when a cell begins,
/// and `{"entry":4,"output":"…"}` when it has ended with a value. In files of older versions there
/// is no entry: the output is that of the last cell with its line. A line that is neither (cut off
/// when its kernel was killed, or damaged) is passed over.
final class EntryLines {
  private static final System.Logger LOG = System.getLogger(EntryLines.class.getName());

  /// Longer outputs are cut: the history is for what was typed.
  private static final int LONGEST_OUTPUT = 10_000;

  private EntryLines() {}

  static byte[] input(int entry, int line, String input) {
    JsonObject object = new JsonObject();
    object.addProperty("entry", entry);
    object.addProperty("line", line);
    object.addProperty("time", Instant.now().toString());
    object.addProperty("input", input);
    return bytes(object);
  }

  static byte[] output(int entry, String output) {
    JsonObject object = new JsonObject();
    object.addProperty("entry", entry);
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
    Reading reading = new Reading(session);
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(file, UTF_8))) {
      lines.lines().forEach(text -> reading.add(text));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return reading.cells.entries();
  }

  /// The cells read so far.
  private static final class Reading {
    private final int session;
    private final Cells cells = new Cells();

    /// For lines without an entry: the number that their last cell was given, by line.
    private final Map<Integer, Integer> byLine = new HashMap<>();

    private int unnumbered;

    Reading(int session) {
      this.session = session;
    }

    private void add(String text) {
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
        int entry = Json.integer(object, "entry", --unnumbered);
        byLine.put(line, entry);
        cells.input(session, line, input, entry);
      } else if (output != null) {
        cells.output(Json.integer(object, "entry", byLine.getOrDefault(line, 0)), output);
      }
    }
  }
}
