package org.jlanes.magics.lane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.jlanes.magics.EngineSession;
import org.jlanes.runtime.display.MimeBundle;
import org.jlanes.runtime.engine.CellFailure;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Lane cells on the real engine: what the user writes in a body, and what it sees. Results are in
/// [LaneResultTest], mistakes in [LaneMistakeTest].
@Timeout(120)
final class LaneMagicTest {
  @AutoClose private static final EngineSession notebook = new EngineSession();

  @ParameterizedTest
  @ValueSource(strings = {"sequential", "threads", "virtual", "io"})
  void theSameBodyRunsDownEachLane(String lane) throws CellFailure {
    notebook.run(
        """
        %%LANE n : List.of(100_000, 100_000) -> sums
        long total = 0;
        for (int i = 0; i < n; i++) total += (long) i * i;
        return total;
        """
            .replace("LANE", lane));

    assertEquals("[333328333350000, 333328333350000]", notebook.run("sums"));
    assertEquals("333328333350000", notebook.run("long first = sums.get(0); first"));
  }

  @Test
  void aReportIsShownUnlessQuiet() throws CellFailure {
    notebook.run("%%threads --workers 2 n : 3\nn");
    MimeBundle report = notebook.shown().getLast();
    assertTrue(report.plain().startsWith("threads: 3 items in "), report.plain());
    assertTrue(report.plain().contains("overhead: compile "), report.plain());
    assertTrue(report.data().get("text/html").toString().contains("<table"));

    notebook.run("%%threads --quiet n : 3\nn");
    assertEquals(List.of(), notebook.shown());
  }

  @Test
  void returnsAndALastExpressionMix() throws CellFailure {
    assertEquals("[0, -1, 4]", notebook.run("%%threads n : 3\nif (n == 1) return -n;\nn * n"));
  }

  @Test
  void anItemCanBeTakenApart() throws CellFailure {
    assertEquals(
        "[1x, 2y]",
        notebook.run("%%threads a, b : Lanes.zip(List.of(1, 2), List.of(\"x\", \"y\"))\na + b"));
    assertEquals("[k1]", notebook.run("%%threads k, int v : Map.of(\"k\", 1)\nk + v"));
    assertEquals(
        "[111, 121]",
        notebook.run(
            "%%threads a, b, c : Lanes.grid(List.of(100), List.of(10, 20), List.of(1))\n"
                + "a + b + c"));
    assertEquals("[3]", notebook.run("%%threads a, b : new int[][] {{1, 2}}\na + b"));
    String shown = notebook.failure("%%threads a, b, c, d : List.of()\na");
    assertTrue(shown.contains("an item can be taken apart into three parts at most"), shown);
  }

  @Test
  void anItemsTypeConverts() throws CellFailure {
    assertEquals("[2500000000]", notebook.run("%%threads final long n : new int[] {50000}\nn * n"));
    assertEquals("[7, 7]", notebook.run("%%threads _ : 2\n7"));
  }

  @Test
  void withoutItemsTheBodyRunsOncePerWorker() throws CellFailure {
    assertEquals(
        "[0 of 3, 1 of 3, 2 of 3]",
        notebook.run("%%threads --workers 3\nlane.worker() + \" of \" + lane.workers()"));
    assertEquals(
        "[true, true]",
        notebook.run(
            "%%threads --workers 2\nThread.currentThread().getName().endsWith(\"-\" + (lane.index()"
                + " + 1))"));
  }

  @Test
  void itemAndLocalsMayShadowNotebookVariables() throws CellFailure {
    notebook.run("int outer = 5; String n = \"text\";");
    assertEquals("[1, 2]", notebook.run("%%threads n : 2\nint outer = n + 1;\nouter"));
    assertEquals("\"5text\"".replace("\"", ""), notebook.run("outer + n"));
  }

  @Test
  void theBodySeesAndChangesTheNotebook() throws CellFailure {
    notebook.run("var count = new java.util.concurrent.atomic.AtomicInteger(); int base = 10;");
    assertEquals("[10, 11]", notebook.run("%%threads n : 2\ncount.incrementAndGet();\nbase + n"));
    assertEquals("2", notebook.run("count"));
  }

  @Test
  void classesOfABodyBelongToTheNotebook() throws CellFailure {
    notebook.run(
        """
        %%threads n : 2 -> shapes
        sealed interface Shape permits Dot {}
        record Dot(int x) implements Shape {}
        enum Size { SMALL, LARGE }
        Size size = Size.SMALL;
        Shape shape = new Dot(n);
        shape
        """);
    assertEquals("[Dot[x=0], Dot[x=1]]", notebook.run("shapes"));
    assertEquals("Dot[x=7]", notebook.run("new Dot(7)"));
  }

  @Test
  void methodsOfABodyAreLocalToIt() throws CellFailure {
    assertEquals(
        "[2, 4, 6]",
        notebook.run(
            """
            %%threads n : 3
            int twice(int x) { return 2 * more(x); }
            int more(int x) { return x + 1; }
            java.util.function.IntUnaryOperator f = x -> twice(x);
            f.applyAsInt(n)
            """));
    assertTrue(notebook.failure("twice(1)").contains("twice"));
  }

  @Test
  void aLocalMethodMayBeGenericThrowAndUseTheItem() throws CellFailure {
    assertEquals(
        "[[0, 0], [1, 1]]",
        notebook.run(
            """
            %%threads n : 2
            static <T> List<T> pair(T x) throws java.io.IOException { return List.of(x, x); }
            Object itemTwice() throws Exception { return pair(n); }
            itemTwice()
            """));
  }

  @Test
  void aCellCanRunAgainAndAgain() throws CellFailure {
    String cell =
        "%%threads n : 2 -> spots\n"
            + "record Spot(int x) {}\n"
            + "int f(int x) { return x; }\n"
            + "new Spot(f(n))";
    for (int i = 0; i < 3; i++) {
      notebook.run(cell);
      assertEquals("[Spot[x=0], Spot[x=1]]", notebook.run("spots"));
      assertEquals("1", notebook.run("spots.get(1).x()"));
    }
  }

  @Test
  void aRemainderInABodyIsNoMagic() throws CellFailure {
    assertEquals("[0, 1, 0]", notebook.run("%%threads n : 3\nn\n% 2"));
  }

  @Test
  void bracesOfAnOptionAreEvaluatedAndThoseOfABodyAreNot() throws CellFailure {
    notebook.run("int two = 2;");
    assertEquals("[{two}, {two}]", notebook.run("%%threads --workers {two + 1} n : 2\n\"{two}\""));
    notebook.run("%%threads --workers {two + 1} -> w\nlane.workers()");
    assertEquals("[3, 3, 3]", notebook.run("w"));
    assertTrue(notebook.failure("%%threads --workers {nope} n : 2\nn").contains("variable nope"));
  }

  @Test
  void aHeaderMayGoOnOverLines() throws CellFailure {
    assertEquals(
        "[1, 2]", notebook.run("%%threads \\\n  --workers 2 \\\n  n : List.of(1, \\\n 2)\nn"));
  }

  @Test
  void randomNumbersAreTheSameInEveryLane() throws CellFailure {
    String threads = notebook.run("%%threads n : 3\nlane.random().nextInt(1000)");
    assertEquals(threads, notebook.run("%%virtual n : 3\nlane.random().nextInt(1000)"));
  }

  @Test
  void lanesWorkInsideLanes() throws CellFailure {
    assertEquals(
        "[[0, 1], [1, 2]]",
        notebook.run("%%threads n : 2\nLanes.virtual().map(2, k -> n + k).values()"));
  }

  @Test
  void helpInTheSourceIsNotAskedFor() throws CellFailure {
    assertEquals("[12]", notebook.run("%%threads s : List.of(\"ls --help -l\")\ns.length()"));
  }
}
