package org.jlanes.lanes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// What a run says of items that were tried again.
final class RetryAccountTest {
  private static final long MS = 1_000_000;

  private static String html(LaneRun<?> run) {
    return run.toMimeBundle().data().get("text/html").toString();
  }

  @Test
  void theTimeOfFailedAttemptsIsTaskTime() {
    AtomicInteger attempts = new AtomicInteger();
    LaneRun<String> run =
        Lanes.threads(1)
            .retries(2)
            .map(
                1,
                n -> {
                  Thread.sleep(100);
                  if (attempts.incrementAndGet() < 3) {
                    throw new IOException("attempt " + attempts);
                  }
                  return "at last";
                });

    assertEquals(List.of("at last"), run.values());
    assertEquals(List.of(1, 2), run.retried().stream().map(Outcome::attempts).toList());
    LaneReport report = run.report();
    assertEquals(2, report.retries());
    assertTrue(report.taskNanos() >= 300 * MS, report::toString);
    assertTrue(report.speedUp() > 0.5, report::toString);
    for (String text : List.of(report.toString(), html(run))) {
      assertTrue(text.contains("item 0 after 2 failed attempts"), text);
      assertTrue(text.contains("java.io.IOException: attempt 2"), text);
    }
  }

  @Test
  void bothReportsSayHowOftenAnItemFailed() {
    LaneFailure failure =
        assertThrows(
            LaneFailure.class,
            () ->
                Lanes.threads(1)
                    .retries(1)
                    .map(
                        1,
                        n -> {
                          throw new IOException("no");
                        }));

    for (String text : List.of(failure.run().report().toString(), html(failure.run()))) {
      assertTrue(text.contains("item 0 after 2 attempts: java.io.IOException: no"), text);
    }
  }
}
