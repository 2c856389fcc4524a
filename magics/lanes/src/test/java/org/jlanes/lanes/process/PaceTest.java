package org.jlanes.lanes.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class PaceTest {
  @Test
  void manyQuickItemsLieReadyInAWorker() {
    Pace pace = new Pace(0);
    pace.measured(1_000);
    assertEquals(4000, pace.depth());
    pace.measured(100, 1000);
    assertEquals(8192, pace.depth());
  }

  @Test
  void whatManyItemsTookTogetherCountsForMoreThanWhatOneTookBefore() {
    Pace pace = new Pace(0);
    pace.measured(1_000_000_000);
    pace.measured(100_000, 100);
    assertEquals(4000, pace.depth());
  }

  @Test
  void messagesOfAFixedSizeGoAheadOfNeedOnlyWhereItemsAreQuick() {
    Pace pace = new Pace(10);
    assertEquals(10, pace.batch(0, 1000, 2));
    assertEquals(0, pace.batch(10, 1000, 2), "before anything is measured");
    pace.measured(100_000);
    assertEquals(10, pace.batch(30, 1000, 2), "40 take as long as may lie ready");
    assertEquals(0, pace.batch(40, 1000, 2));
    assertEquals(7, pace.batch(0, 7, 2), "what is left");
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
