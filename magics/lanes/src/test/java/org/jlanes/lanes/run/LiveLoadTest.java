package org.jlanes.lanes.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// The time line of a worker while a run goes on.
final class LiveLoadTest {
  private static final long MS = 1_000_000;

  @Test
  void whatRanAndWhatRunsIsInItsPart() {
    LiveLoad load = new LiveLoad();
    load.add(0, 25 * MS);
    load.add(50 * MS, 60 * MS);
    assertArrayEquals(new double[] {1, 0, 0.4, 0.2, 1}, load.until(110 * MS, 95 * MS), 1e-9);
  }

  @Test
  void partsGrowWithTheTimeAndNothingIsLost() {
    LiveLoad load = new LiveLoad();
    for (long i = 0; i < 100; i++) {
      load.add(i * 1000 * MS, i * 1000 * MS + 500 * MS);
    }
    double[] parts = load.until(100_000 * MS, 100_000 * MS);
    assertEquals(32, parts.length);
    assertEquals(0.5, Arrays.stream(parts).limit(31).average().orElseThrow(), 0.02);
  }

  @Test
  void itemsThatRunSideBySideAddUp() {
    LiveLoad load = new LiveLoad();
    load.add(0, 20 * MS);
    load.add(0, 20 * MS);
    assertArrayEquals(new double[] {2}, load.until(20 * MS, 20 * MS), 1e-9);
  }
}
