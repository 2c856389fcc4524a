package org.jlanes.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.jlanes.lanes.Lane;
import org.jlanes.lanes.LaneRun;
import org.jlanes.lanes.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The limit for each item in worker processes: only the item that takes too long is stopped, and
/// the worker is killed only where that does not obey.
@Timeout(120)
final class WorkerItemTimeoutTest {
  private final Bench bench = new Bench();

  private static Lane limited() {
    return Bench.processes().itemTimeout(Duration.ofMillis(1500)).keepGoing();
  }

  private static long late(int item) throws Exception {
    switch (item) {
      case 1 -> Thread.sleep(600_000);
      case 3 -> Faults.deadlock();
      case 5 -> Faults.signal(19);
      default -> {}
    }
    return ProcessHandle.current().pid();
  }

  @Test
  void onlyTheItemsThatTakeTooLongFail() throws Exception {
    LaneRun<Long> run = bench.cell(() -> limited().map(8, i -> late(i)));

    assertEquals(List.of(1, 3, 5), run.failures().stream().map(Outcome::index).toList());
    for (Outcome<Long> failed : run.failures()) {
      assertInstanceOf(TimeoutException.class, failed.failure());
      assertTrue(failed.failureText().contains("it did not end within 1.50 s"), failed.toString());
    }
    assertInstanceOf(
        InterruptedException.class, run.failures().getFirst().failure().getCause(), "where it was");
    // A worker that gets no processor before it is killed cannot say where it is.
    Throwable deadlock = run.failures().get(1).failure();
    if (deadlock.getCause() != null) {
      assertTrue(deadlock.getMessage().contains("did not stop: a deadlock"), deadlock::getMessage);
    }
    String notes = String.join("\n", run.facts().notes());
    assertTrue(notes.contains("was ended, because it had not stopped item 3"), notes);
  }

  @Test
  void oneOfManyQuickItemsIsTriedAgain(@TempDir Path folder) throws Exception {
    String mark = folder.resolve("tried").toString();
    LaneRun<Integer> run =
        bench.cell(() ->
            limited()
                .retries(1)
                .map(
                    5_000,
                    i -> {
                      if (i == 3_000 && new File(mark).createNewFile()) {
                        Thread.sleep(600_000);
                      }
                      return i;
                    }));

    assertEquals(IntStream.range(0, 5_000).boxed().toList(), run.values());
    assertEquals(2, run.outcomes().get(3_000).attempts());
  }
}
