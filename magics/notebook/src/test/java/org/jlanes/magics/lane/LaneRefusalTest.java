package org.jlanes.magics.lane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jlanes.magics.EngineSession;
import org.jlanes.runtime.engine.CellFailure;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Lane cells that are refused, and what stands beside them that is not.
@Timeout(120)
final class LaneRefusalTest {
  @AutoClose private static final EngineSession notebook = new EngineSession();

  @Test
  void anArrayThatCannotBeMadeIsRefusedBeforeTheRun() throws CellFailure {
    notebook.run("var ran = new java.util.concurrent.atomic.AtomicInteger();");
    String told =
        notebook.failure(
            "%%threads n : 3 -> List<String>[] zs\nran.incrementAndGet();\nList.of(\"a\")");
    assertTrue(told.contains("an array of List<String> cannot be made"), told);
    assertTrue(told.contains("-> List<List<String>> zs"), told);
    assertTrue(told.contains("^^^^^^^^^^^^^^"), told);
    assertEquals("0", notebook.run("ran.get()"));
  }

  @Test
  void arraysOfTheNotebooksClassesAreMade() throws CellFailure {
    notebook.run("record Point(int x) {}");
    notebook.run("%%threads n : 2 -> Point[] points\nnew Point(n)");
    assertEquals("2 Point[x=1]", notebook.run("points.length + \" \" + points[1]"));
  }

  @Test
  void aRawListIsAListOfWhatTheBodyGives() throws CellFailure {
    notebook.run("%%threads n : 2 -> List raw\nn * 2");
    assertEquals("2", notebook.run("int second = raw.get(1); second"));
  }

  @Test
  void aLocalCalledLaneIsExplained() {
    String told = notebook.failure("%%threads n : 2\nint lane = 3;\nlane * n");
    assertTrue(told.contains("`lane` is there in every body"), told);
  }

  @Test
  void noMemoryIsNoAmountOfMemory() {
    String told = notebook.failure("%%processes --memory 0m n : 1\nn");
    assertTrue(told.contains("--memory takes an amount of memory"), told);
    assertTrue(told.contains("^^"), told);
  }

  @Test
  void anItemsOwnInterruptOfTheSequentialLaneDoesNotSpoilTheCellsResult() throws CellFailure {
    notebook.run(
        """
        %%sequential n : 2 -> ns
        if (n == 0) Thread.currentThread().interrupt(); else Thread.sleep(1);
        n
        """);
    assertEquals("[0, 1]", notebook.run("Thread.sleep(1); ns"));
  }
}
