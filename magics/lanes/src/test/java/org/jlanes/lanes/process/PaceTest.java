package org.jlanes.lanes.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class PaceTest {
  @Test
  void manyQuickItemsLieReadyInAWorker() {
    Pace pace = new Pace(0);
    pace.measured(1_000);
    assertEquals(512, pace.depth());
  }

  @Test
  void oneSlowItemLiesReadyInAWorker() {
    Pace pace = new Pace(0);
    pace.measured(1_000_000_000);
    assertEquals(1, pace.depth());
  }

  @Test
  void largeItemsAreNotPiledUpHoweverQuickTheyAre() {
    Pace pace = new Pace(0);
    pace.measured(1_000);
    pace.sized(8 << 20);
    assertTrue(pace.depth() <= 4, () -> "depth " + pace.depth());
    pace.sized(1 << 30);
    assertEquals(1, pace.depth());
  }
}
