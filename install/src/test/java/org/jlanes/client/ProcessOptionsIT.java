package org.jlanes.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// The options of `%%processes` in a header, as they reach worker processes.
final class ProcessOptionsIT {
  @SharedKernel private static KernelSession kernel;

  /// The process of the only worker of a run.
  private static String pid(String options) throws Exception {
    kernel.ok(
        "%%processes --workers 1 --quiet "
            + options
            + " i : 1 -> pidOfWorker\nProcessHandle.current().pid()");
    return kernel.ok("pidOfWorker.get(0)").result();
  }

  @Test
  void poolsOfTwoNamesHaveWorkersOfTheirOwn() throws Exception {
    String left = pid("--pool left");
    String right = pid("--pool right");
    assertNotEquals(left, right);
    assertEquals(left, pid("--pool left"), "a pool keeps its workers");
    assertEquals(right, pid("--pool right"));
  }

  @Test
  void freshWorkersAreOthers() throws Exception {
    String first = pid("--pool dairy");
    String second = pid("--pool dairy --fresh");
    assertNotEquals(first, second);
    assertEquals(second, pid("--pool dairy"));
  }

  @Test
  void anItemIsTriedAgainAndEveryAttemptIsAccountedFor() throws Exception {
    kernel.ok("class Tries { static transient int n; }");
    Cell cell =
        kernel.ok(
            """
            %%processes --workers 1 --retries 2 n : 1 -> tried
            Thread.sleep(100);
            if (++Tries.n < 3) throw new IOException("attempt " + Tries.n);
            Tries.n
            """);
    assertEquals("[3]", kernel.ok("tried").result());
    assertTrue(cell.shown().contains("item 0 after 2 failed attempts"), cell.shown());
    assertTrue(cell.shown().contains("1 item, 2 failed attempts"), cell.shown());
    assertEquals("true", kernel.ok("Lanes.last().report().taskNanos() >= 300_000_000L").result());
  }

  @Test
  void theRunIsRepeatedInTheSameWorkers() throws Exception {
    kernel.ok("class Rounds { static transient int n; }");
    Cell cell = kernel.ok("%%processes --workers 1 --pool r --repeat 3 n : 2 -> r\nRounds.n++; n");
    assertTrue(cell.shown().contains("median of 3 runs"), cell.shown());
    assertEquals("[0, 1]", kernel.ok("r").result());
    kernel.ok("%%processes --workers 1 --pool r --quiet n : 1 -> rounds\nRounds.n");
    assertEquals("[6]", kernel.ok("rounds").result());
  }

  @Test
  void aChunkIsNoNews() throws Exception {
    Cell cell = kernel.ok("%%processes --workers 1 --chunk 2 n : 4 -> chunks\nn");
    assertEquals("[0, 1, 2, 3]", kernel.ok("chunks").result());
    assertFalse(cell.shown().contains("means nothing"), cell.shown());
  }
}
