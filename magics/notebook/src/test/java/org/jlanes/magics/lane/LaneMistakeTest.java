package org.jlanes.magics.lane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jlanes.magics.EngineSession;
import org.jlanes.runtime.engine.CellFailure;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Lane cells on the real engine that fail, are stopped or are wrong: what the user reads.
@Timeout(120)
final class LaneMistakeTest {
  @AutoClose private static final EngineSession notebook = new EngineSession();

  @Test
  void anExceptionShowsTheItemAndTheLineOfTheCell() throws CellFailure {
    notebook.run("int kept = 42;");
    String shown =
        notebook.failure(
            """
            %%threads n : List.of(1, 0, 2) -> kept
            int six = 6;
            int r = six / n;
            r
            """);
    assertTrue(shown.startsWith("item 1 (0) failed\njava.lang.ArithmeticException: / by"), shown);
    assertTrue(shown.contains("line 3"), shown);
    assertTrue(shown.contains("int r = six / n;"), shown);
    assertTrue(shown.contains("`kept` was not changed. What was computed is in Lanes"), shown);
    assertEquals("42", notebook.run("kept"));
    assertEquals(
        "[1]", notebook.run("Lanes.last().failures().stream().map(o -> o.index()).toList()"));
  }

  @Test
  void anExceptionOfTheLastExpressionHasItsLine() {
    String shown = notebook.failure("%%threads n : List.of(0)\nint six = 6;\nsix / n");
    assertTrue(shown.contains("line 3") && shown.contains("six / n"), shown);
  }

  @Test
  void anyCheckedExceptionMayBeThrown() {
    String shown = notebook.failure("%%virtual n : 1\nthrow new java.io.IOException(\"gone\");");
    assertTrue(shown.startsWith("item 0 (0) failed\njava.io.IOException: gone"), shown);
  }

  @Test
  void keepGoingPutsNullAtFailedIndices() throws CellFailure {
    notebook.run("%%threads --keep-going n : List.of(1, 0, 2) -> kept2\n6 / n");
    assertEquals("[6, null, 3]", notebook.run("kept2"));
    notebook.run("%%threads --keep-going n : List.of(1, 0, 2) -> double[] kept3\n6 / n");
    assertEquals("[6.0, NaN, 3.0]", notebook.run("kept3"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sequential", "threads", "virtual"})
  void aTimeoutEndsABusyBody(String lane) {
    String shown =
        notebook.failure(
            "%%LANE --timeout 300ms n : 2 -> never\nlong k = n;\nwhile (k >= 0) { k = (k + 1) & 0xFFFF; }\nreturn k;"
                .replace("LANE", lane));
    assertTrue(shown.startsWith("the run did not end within 300 ms; 0 of 2 items"), shown);
    assertTrue(shown.contains("`never` was not changed."), shown);
  }

  @Test
  void anInterruptEndsTheRunAndKeepsWhatWasComputed() throws Exception {
    // Live progress appears while the body spins.
    String shown =
        notebook.interrupted(
            """
            %%threads --workers 2 n : 2 -> never
            if (n == 0) return "done";
            while (true) { if (n < 0) return ""; }
            """);

    assertTrue(shown.startsWith("Interrupted"), shown);
    assertEquals("[done, null]", notebook.run("Lanes.last().values()"));
  }

  @Test
  void compileErrorsStandAtTheirPlaceInTheCell() {
    String body = notebook.failure("%%threads n : 3\nint a = 1;\n  n.foo()");
    assertTrue(body.contains("line 3"), body);
    assertTrue(body.contains("symbol:   method foo()"), body);
    String source = notebook.failure("%%threads n : nothing\nn");
    assertTrue(source.contains("%%threads n : nothing\n                  ^^^^^^^"), source);
    String result = notebook.failure("%%threads n : 3 -> Foo xs\nn");
    assertTrue(result.contains("%%threads n : 3 -> Foo xs\n                       ^^^"), result);
    String syntax = notebook.failure("%%threads n : 3\nn +");
    assertTrue(syntax.startsWith("SyntaxError"), syntax);
    String imported = notebook.failure("%%threads n : 3\nimport java.awt.Nothing;\nn");
    assertTrue(imported.contains("line 2"), imported);
  }

  @Test
  void aSourceThatThrowsIsShownWithItsLine() {
    String shown = notebook.failure("%%threads n : List.of(1 / 0)\nn");
    assertTrue(shown.startsWith("java.lang.ArithmeticException: / by zero"), shown);
    assertTrue(shown.contains("line 1"), shown);
  }

  @ParameterizedTest
  @CsvSource({"'\"text\"',String", "new Object(),Object", "2.5,double"})
  void aSourceWithoutItemsIsAMistakeInTheHeader(String source, String type) {
    String shown = notebook.failure("%%threads n : " + source + " -> xs\nn");
    assertTrue(shown.contains("items cannot come from a value of type " + type), shown);
    assertTrue(shown.contains("                  " + "^".repeat(source.length()) + "\n"), shown);
  }

  @Test
  void aMagicInABodyIsRefused() {
    String shown = notebook.failure("%%threads n : 3\nint k = n;\n%time k\nk");
    assertTrue(shown.contains("a magic cannot stand in the body of a lane"), shown);
    assertTrue(shown.contains("line 3"), shown);
  }

  @Test
  void anEmptyBodyIsAMistake() {
    assertTrue(notebook.failure("%%threads n : 3\n\n").contains("the body is empty"));
  }

  @Test
  void optionValuesAreChecked() {
    assertTrue(
        notebook
            .failure("%%threads --workers many n : 3\nn")
            .contains("--workers takes a whole number from 1 to 4096; `many` is not"));
    assertTrue(
        notebook
            .failure("%%threads --timeout 20 n : 3\nn")
            .contains("--timeout takes a duration with its unit: 500ms, 2s, 1.5m, 1h; `20`"));
    assertTrue(
        notebook.failure("%%virtual --rate fast n : 3\nn").contains("--rate takes a rate: 50"));
    String limit = notebook.failure("%%threads --limit 3 n : 3\nn");
    assertTrue(limit.contains("--limit belongs to %%virtual"), limit);
    assertTrue(limit.contains("--workers"), limit);
  }
}
