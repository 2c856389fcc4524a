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

/// Lane cells that give their results as they come: `--unordered`.
@Timeout(120)
final class LaneUnorderedTest {
  @AutoClose private static final EngineSession notebook = new EngineSession();

  @Test
  void theValueHasAllResults() throws CellFailure {
    String shown = notebook.run("%%threads --unordered --workers 1 n : 3\nn * n");
    assertTrue(shown.endsWith("[0, 1, 4]"), shown);
  }

  @Test
  void theVariableIsAListThatCanBeFollowed() throws CellFailure {
    notebook.run("%%threads --unordered --workers 1 n : 3 -> parts\nif (n == 0) return 1;\n0.5");
    assertEquals("[1.0, 0.5, 0.5]", notebook.run("parts"));
    assertEquals("2.0", notebook.run("parts.follow().mapToDouble(p -> p).sum()"));
    assertEquals("Arrivals", notebook.run("parts.getClass().getSimpleName()"));
    notebook.run("%%threads --unordered n : 3 -> List<Number> typed\nn");
    assertEquals("3", notebook.run("typed.size()"));
  }

  @Test
  void whatCameBeforeAFailureStays() throws CellFailure {
    String shown =
        notebook.failure(
            "%%threads --unordered --workers 1 n : 9 -> some\nif (n == 2) throw new"
                + " IllegalStateException(\"two\");\nn");
    assertTrue(shown.contains("`some` has the results that had come."), shown);
    assertEquals("[0, 1]", notebook.run("some"));
    String rest = notebook.failure("some.follow().forEach(n -> {});");
    assertTrue(rest.contains("no more results come: two"), rest);
  }

  @Test
  void failedItemsAreLeftOut() throws CellFailure {
    notebook.run(
        "%%threads --unordered --keep-going --workers 1 n : new int[] {2, 0, 1} -> good\n4 / n");
    assertEquals("[2, 4]", notebook.run("good"));
    assertEquals("1", notebook.run("Lanes.last().failures().size()"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--unordered n : 3 -> double[] ys|n|an array cannot grow while results come",
        "--unordered --repeat 2 n : 3 -> ys|n|each result would come once for every repetition",
        "--unordered n : 3|System.out.print(\"\");|the body has no value that could be given"
      })
  void whatCannotComeOneByOneIsRefused(String header, String body, String message) {
    String shown = notebook.failure("%%threads " + header + "\n" + body);
    assertTrue(shown.contains(message), shown);
  }
}
