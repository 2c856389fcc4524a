package org.jlanes.install.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import org.jlanes.client.Output;
import org.junit.jupiter.api.Test;

final class OutputRecorderTest {
  private final OutputRecorder recorder = new OutputRecorder();
  private final NotebookCell cell = cell(1);

  private static NotebookCell cell(int position) {
    NotebookCell cell = new NotebookCell(new JsonObject(), position);
    cell.clearOutputs();
    return cell;
  }

  private static JsonObject json(String text) {
    return JsonParser.parseString(text).getAsJsonObject();
  }

  private static Output.Display display(String text, String id) {
    JsonObject data = new JsonObject();
    data.addProperty("text/plain", text);
    return new Output.Display(data, new JsonObject(), id);
  }

  private static String plain(NotebookCell cell, int output) {
    JsonObject data = cell.outputs().get(output).getAsJsonObject().getAsJsonObject("data");
    return NotebookCell.text(data.get("text/plain"));
  }

  @Test
  void piecesOfAStreamAreJoinedAsLines() {
    recorder.record(cell, new Output.Stream("stdout", "a\nb"));
    recorder.record(cell, new Output.Stream("stdout", "c\nd\n"));

    assertEquals(
        JsonParser.parseString(
            """
            [{"name": "stdout", "output_type": "stream", "text": ["a\\n", "bc\\n", "d\\n"]}]\
            """),
        cell.outputs());
  }

  @Test
  void anotherStreamIsAnotherOutput() {
    recorder.record(cell, new Output.Stream("stdout", "a"));
    recorder.record(cell, new Output.Stream("stderr", "b"));
    recorder.record(cell, new Output.Stream("stdout", "c"));

    assertEquals(3, cell.outputs().size());
  }

  @Test
  void aResultCarriesItsNumberAndKeepsJsonAsJson() {
    JsonObject data = json("{\"text/plain\": \"x\\ny\", \"application/json\": {\"a\": \"1\\n2\"}}");
    recorder.record(cell, new Output.Result(data, new JsonObject(), 7));

    assertEquals(
        JsonParser.parseString(
            """
            [{"data": {"text/plain": ["x\\n", "y"], "application/json": {"a": "1\\n2"}},
              "execution_count": 7, "metadata": {}, "output_type": "execute_result"}]\
            """),
        cell.outputs());
  }

  @Test
  void anUpdateReplacesTheDisplayInEveryCell() {
    NotebookCell second = cell(2);
    recorder.record(cell, display("0 of 4", "p"));
    recorder.record(second, display("0 of 4", "p"));
    recorder.record(second, display("other", "q"));

    JsonObject data = json("{\"text/plain\": \"4 of 4\"}");
    recorder.record(second, new Output.Update(data, new JsonObject(), "p"));

    assertEquals("4 of 4", plain(cell, 0));
    assertEquals("4 of 4", plain(second, 0));
    assertEquals("other", plain(second, 1));
  }

  @Test
  void clearingAtOnceEmptiesTheCell() {
    recorder.record(cell, new Output.Stream("stdout", "a"));
    recorder.record(cell, new Output.Clear(false));

    assertEquals(new JsonArray(), cell.outputs());
  }

  @Test
  void clearingMayWaitForTheNextOutput() {
    recorder.record(cell, new Output.Stream("stdout", "a"));
    recorder.record(cell, new Output.Clear(true));
    assertEquals(1, cell.outputs().size());

    recorder.record(cell, display("b", null));

    assertEquals(1, cell.outputs().size());
    assertEquals("b", plain(cell, 0));
  }

  @Test
  void anErrorIsKeptWithItsTraceback() {
    recorder.record(cell, new Output.Error("E", "no", List.of("E: no", "  at Cell 1")));

    assertEquals(
        JsonParser.parseString(
            """
            [{"ename": "E", "evalue": "no", "output_type": "error",
              "traceback": ["E: no", "  at Cell 1"]}]\
            """),
        cell.outputs());
  }
}
