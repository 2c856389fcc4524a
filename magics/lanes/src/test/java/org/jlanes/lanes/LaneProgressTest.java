package org.jlanes.lanes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jlanes.runtime.scope.CancelledError;
import org.jlanes.runtime.scope.CellOutput;
import org.jlanes.runtime.scope.RecordedOutput;
import org.jlanes.runtime.scope.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What stands in the place of the progress when a run has not come to its end.
@Timeout(60)
final class LaneProgressTest {
  private final RecordedOutput shown = new RecordedOutput();
  private final Scope cell = new Scope("cell", 1, shown, Map.of());

  @Test
  void aRunThatFailsSaysSoInThePlaceOfItsProgress() {
    assertThrows(
        LaneFailure.class,
        () ->
            cell.call(() ->
                Lanes.threads(1)
                    .forEach(
                        1,
                        n -> {
                          awaitProgress();
                          throw new IOException("no");
                        })));
    assertEquals("threads: item 0 (0) failed: java.io.IOException: no", last());
  }

  @Test
  void aRunThatIsInterruptedSaysSoInThePlaceOfItsProgress() {
    assertThrows(
        CancelledError.class,
        () ->
            cell.call(() ->
                Lanes.threads(1)
                    .forEach(
                        1,
                        n -> {
                          awaitProgress();
                          cell.cancel("interrupted");
                          new CountDownLatch(1).await();
                        })));
    assertEquals("threads: interrupted", last());
  }

  @Test
  void theReportStandsBelowWhatWasPrintedSinceTheProgressWasShown() throws Exception {
    cell.call(() ->
        Lanes.threads(1)
            .forEach(
                1,
                n -> {
                  awaitProgress();
                  shown.print(CellOutput.Stream.STDOUT, "late\n");
                }));
    var all = shown.shown();
    assertEquals("", all.get(all.size() - 2).bundle().plain(), "the progress goes");
    assertTrue(all.get(all.size() - 2).update());
    assertTrue(last().contains("1 item"), last());
    assertFalse(all.getLast().update(), "a new display, which stands below");
  }

  @Test
  void theReportTakesThePlaceOfTheProgressWhereNothingWasPrintedSince() throws Exception {
    cell.call(() ->
        Lanes.threads(1)
            .forEach(
                1,
                n -> {
                  shown.print(CellOutput.Stream.STDOUT, "early\n");
                  awaitProgress();
                }));
    assertTrue(last().contains("1 item"), last());
    assertTrue(shown.shown().getLast().update());
  }

  private void awaitProgress() throws InterruptedException {
    shown.await("the progress", () -> !shown.shown().isEmpty());
  }

  private String last() {
    return shown.bundles().getLast().plain();
  }
}
