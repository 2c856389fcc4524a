package org.jlanes.magics.lane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jlanes.magics.EngineSession;
import org.jlanes.runtime.engine.CellFailure;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the options of a header do to a run, and which a lane refuses.
@Timeout(120)
final class LaneOptionsTest {
  @AutoClose private static final EngineSession notebook = new EngineSession();

  private static String report() {
    return notebook.shown().getLast().plain();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sequential", "threads", "virtual"})
  void aFailedItemIsTriedAgain(String lane) throws CellFailure {
    notebook.run("var tries = new java.util.concurrent.atomic.AtomicInteger();");
    notebook.run(
        "%%"
            + lane
            + " --retries 2 n : 1 -> tried\n"
            + "if (tries.incrementAndGet() < 3) throw new IOException(\"not yet\");\n"
            + "tries.get()");
    assertEquals("[3]", notebook.run("tried"));
  }

  @Test
  void theReportSaysWhatWasTriedAgain() throws CellFailure {
    notebook.run("var more = new java.util.concurrent.atomic.AtomicInteger();");
    notebook.run(
        "%%threads --retries 1 n : 1\n"
            + "if (more.incrementAndGet() < 2) throw new IOException(\"not yet\");\nn");
    assertTrue(report().contains("item 0 after 1 failed attempt"), report());
    String failed = notebook.failure("%%threads --retries 1 n : 1\nn / n");
    assertTrue(failed.contains("ArithmeticException"), failed);
    assertTrue(report().contains("item 0 after 2 attempts"), report());
  }

  @Test
  void anItemThatTakesTooLongIsStoppedAlone() throws CellFailure {
    notebook.run(
        "%%threads --item-timeout 300ms --keep-going n : 4 -> inTime\n"
            + "for (long k = 0; n == 2; k++) {}\nn");
    assertTrue(report().contains("TimeoutException: it did not end within 300 ms"), report());
    assertEquals("[0, 1, null, 3]", notebook.run("inTime"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sequential", "threads", "virtual"})
  void theWholeRunIsRepeated(String lane) throws CellFailure {
    notebook.run("var runs = new java.util.concurrent.atomic.AtomicInteger();");
    notebook.run("%%" + lane + " --repeat 3 n : 2 -> each\nruns.incrementAndGet();\nn");
    assertTrue(report().contains("median of 3 runs"), report());
    assertEquals("6[0, 1]", notebook.run("runs.get() + \"\" + each"));
  }

  @ParameterizedTest
  @CsvSource({
    "threads,--limit 3,virtual",
    "sequential,--rate 5/s,virtual",
    "processes,--limit 3,virtual",
    "threads,--memory 1g,processes",
    "virtual,--fresh,processes",
    "sequential,--pool a,processes",
    "threads,--on spark://x,processes"
  })
  void anOptionOfAnotherLaneIsRefusedByName(String lane, String option, String owner) {
    String told = notebook.failure("%%" + lane + " " + option + " n : 3\nn");
    String name = option.replaceAll(" .*", "");
    assertTrue(told.contains(name + " belongs to %%" + owner), told);
    assertTrue(told.contains("^".repeat(name.length())), told);
  }

  @Test
  void workersOnOtherMachinesAreRefused() {
    String told = notebook.failure("%%processes --on spark://host n : 3\nn");
    assertTrue(told.contains("workers on other machines are not there yet"), told);
    assertTrue(told.contains("^^^^"), told);
    assertTrue(told.contains("leave --on out"), told);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sequential", "threads", "virtual"})
  void aChunkThatMeansNothingIsNotIgnoredInSilence(String lane) throws CellFailure {
    notebook.run("%%" + lane + " --chunk 8 n : 3\nn");
    assertTrue(report().contains("the chunk of 8 items means nothing to the " + lane), report());
    notebook.run("%%" + lane + " n : 3\nn");
    assertFalse(report().contains("chunk"), report());
  }

  @Test
  void aBodyMayAskWhetherTheRunWasStopped() throws CellFailure {
    notebook.run("var noticed = new java.util.concurrent.CountDownLatch(1);");
    notebook.run("var asked = new java.util.concurrent.CountDownLatch(1);");
    String told =
        notebook.failure(
            """
            %%threads --workers 2 n : 2
            boolean before = lane.cancelled();
            if (n == 1) {
              asked.await();
              throw new IOException("stop");
            }
            asked.countDown();
            try {
              Thread.sleep(60_000);
            } finally {
              if (!before && lane.cancelled()) noticed.countDown();
            }
            """);
    assertTrue(told.contains("IOException: stop"), told);
    assertEquals("true", notebook.run("noticed.await(30, java.util.concurrent.TimeUnit.SECONDS)"));
  }
}
