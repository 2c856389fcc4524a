package org.jlanes.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jlanes.client.Output;
import org.jlanes.client.OutputListener;
import org.jlanes.install.notebook.Notebook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The order of things in a run and what the console shows of it, with a kernel that plays a part.
final class NotebookRunTest {
  @TempDir Path folder;
  private final TestHost host = TestHost.with("Linux", java.util.Map.of());
  private final List<String> executed = new ArrayList<>();

  /// A kernel for which `fail` fails and everything else prints itself.
  private CellExecutor.Reply play(String code, String cellId, OutputListener outputs) {
    executed.add(code);
    if (code.equals("fail")) {
      outputs.output(new Output.Error("Bad", "no", List.of("\u001b[31mBad\u001b[0m: no")));
      return new CellExecutor.Reply(executed.size(), false, "Bad", "no");
    }
    outputs.output(new Output.Stream("stdout", code + "\n"));
    return new CellExecutor.Reply(executed.size(), true, "", "");
  }

  private Notebook notebook(String... cells) throws Exception {
    Path file = folder.resolve("n.ipynb");
    Files.writeString(
        file,
        "{\"nbformat\": 4, \"nbformat_minor\": 5, \"metadata\": {}, \"cells\": [%s]}"
            .formatted(String.join(",", cells)));
    return Notebook.read(file);
  }

  private static String code(String source, String tags) {
    return """
    {"cell_type": "code", "metadata": {"tags": [%s]}, "source": "%s",
     "outputs": [{"output_type": "stream", "name": "stdout", "text": "stale"}],
     "execution_count": 99}\
    """
        .formatted(tags, source);
  }

  private Optional<NotebookRun.Failure> run(Notebook notebook, CellExecutor kernel)
      throws IOException, InterruptedException {
    return new NotebookRun(notebook, kernel, new RunConsole(host.host().terminal())).run();
  }

  @Test
  void codeCellsRunInOrderAndTextIsShown() throws Exception {
    Notebook notebook =
        notebook(
            code("a", ""),
            "{\"cell_type\": \"markdown\", \"metadata\": {}, \"source\": \"# Title\"}",
            code(" ", ""),
            code("b", ""));

    assertEquals(Optional.empty(), run(notebook, this::play));

    assertEquals(List.of("a", "b"), executed);
    assertTrue(host.out().contains("Title\n====="), host.out());
    assertTrue(host.out().contains("  1 │ a\n    a\n    · "), host.out());
  }

  @Test
  void theFirstFailureEndsTheRunAndLaterOutputsAreRemoved() throws Exception {
    Notebook notebook = notebook(code("a", ""), code("fail", ""), code("b", ""));

    NotebookRun.Failure failure = run(notebook, this::play).orElseThrow();

    assertEquals(2, failure.cell().position());
    assertEquals("Bad", failure.name());
    assertEquals(List.of("a", "fail"), executed);
    assertEquals(
        "a\n",
        notebook.cells().get(0).outputs().get(0).getAsJsonObject().get("text").getAsString());
    assertEquals(1, notebook.cells().get(1).outputs().size());
    assertTrue(notebook.cells().get(2).outputs().isEmpty());
    assertFalse(notebook.toJson().contains("99"));
  }

  @Test
  void aCellTaggedRaisesExceptionMayFail() throws Exception {
    Notebook notebook = notebook(code("fail", "\"raises-exception\""), code("b", ""));
    assertEquals(Optional.empty(), run(notebook, this::play));
    assertEquals(List.of("fail", "b"), executed);
  }

  @Test
  void failuresThatATagAllowsAreCounted() throws Exception {
    Notebook notebook = notebook(code("fail", "\"raises-exception\""), code("b", ""));
    var run = new NotebookRun(notebook, this::play, new RunConsole(host.host().terminal()));
    run.run();
    assertEquals(2, run.executed());
    assertEquals(1, run.allowed());
  }

  @Test
  void theProgressOfAnotherCellIsNamed() throws Exception {
    var background = new java.util.concurrent.atomic.AtomicReference<OutputListener>();
    run(
        notebook(code("background", ""), code("b", "")),
        (code, id, outputs) -> {
          if (background.compareAndSet(null, outputs)) {
            outputs.output(new Output.Display(text("0 of 2"), new JsonObject(), "p"));
          } else {
            background.get().output(new Output.Update(text("1 of 2"), new JsonObject(), "p"));
          }
          return new CellExecutor.Reply(1, true, "", "");
        });
    assertTrue(host.out().contains("    (of the cell at 1)\n    1 of 2\n"), host.out());
  }

  @Test
  void aCellTaggedSkipExecutionIsPassedOver() throws Exception {
    run(notebook(code("a", "\"skip-execution\""), code("b", "")), this::play);
    assertEquals(List.of("b"), executed);
  }

  @Test
  void coloursAreLeftOutWhereThereIsNoTerminal() throws Exception {
    run(notebook(code("fail", "")), this::play);
    assertTrue(host.out().contains("    Bad: no\n"), host.out());
    assertFalse(host.out().contains("\u001b"), host.out());
  }

  @Test
  void onlyTheLastStateOfAProgressIsPrintedAndItStandsBelow() throws Exception {
    run(
        notebook(code("x", "")),
        (code, id, outputs) -> {
          outputs.output(new Output.Display(text("0 of 2"), new JsonObject(), "p"));
          outputs.output(new Output.Update(text("1 of 2"), new JsonObject(), "p"));
          outputs.output(new Output.Stream("stdout", "printed\n"));
          outputs.output(new Output.Update(text("2 of 2"), new JsonObject(), "p"));
          return new CellExecutor.Reply(1, true, "", "");
        });
    assertTrue(host.out().contains("  1 │ x\n    printed\n    2 of 2\n"), host.out());
  }

  @Test
  void aDisplayThatIsNotUpdatedStaysInItsPlace() throws Exception {
    run(
        notebook(code("x", "")),
        (code, id, outputs) -> {
          outputs.output(new Output.Display(text("shown"), new JsonObject(), "p"));
          outputs.output(new Output.Stream("stdout", "printed"));
          outputs.output(new Output.Result(text("42"), new JsonObject(), 1));
          return new CellExecutor.Reply(1, true, "", "");
        });
    assertTrue(host.out().contains("  1 │ x\n    shown\n    printed\n  → 42\n"), host.out());
  }

  @Test
  void aTerminalDrawsProgressInPlace() throws Exception {
    TestHost terminal = TestHost.with("Linux", java.util.Map.of(), true);
    new NotebookRun(
            notebook(code("x", "")),
            (code, id, outputs) -> {
              outputs.output(new Output.Display(text("0 of 2"), new JsonObject(), "p"));
              outputs.output(new Output.Update(text("1 of 2"), new JsonObject(), "p"));
              return new CellExecutor.Reply(1, true, "", "");
            },
            new RunConsole(terminal.host().terminal()))
        .run();
    assertTrue(
        terminal.out().contains("    0 of 2\n\u001b[1A\u001b[J    1 of 2\n"), terminal.out());
  }

  private static JsonObject text(String plain) {
    JsonObject data = new JsonObject();
    data.addProperty("text/plain", plain);
    return data;
  }
}
