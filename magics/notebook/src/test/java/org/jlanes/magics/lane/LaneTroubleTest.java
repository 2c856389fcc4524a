package org.jlanes.magics.lane;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.jlanes.lanes.LaneRun;
import org.jlanes.lanes.Lanes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is said of runs that did not end well.
final class LaneTroubleTest {
  @ParameterizedTest
  @ValueSource(strings = {"odd", "odd."})
  void aWarningHasOneFullStopBehindEachSentence(String message) {
    LaneRun<Object> run =
        Lanes.threads(1)
            .quiet()
            .keepGoing()
            .map(
                1,
                n -> {
                  throw new IllegalStateException(message);
                });
    assertEquals(
        "Warning: 1 of 1 item failed (item 0); the first with java.lang.IllegalStateException: odd."
            + " The result holds null there. Lanes.last().failures() lists them.",
        LaneTrouble.warning(run, null, "null"));
  }
}
