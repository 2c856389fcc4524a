package org.jlanes.lanes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The limit for each item: it stops that item and no other.
@Timeout(30)
final class LaneItemTimeoutTest {
  private static int slowAt(int slow, int n) throws InterruptedException {
    Thread.sleep(n == slow ? 60_000 : 0);
    return n;
  }

  @ParameterizedTest
  @ValueSource(strings = {"sequential", "threads", "virtual"})
  void onlyTheItemThatTakesTooLongFails(String lane) {
    LaneRun<Integer> run =
        Lanes.lane(lane).itemTimeout(Duration.ofMillis(900)).keepGoing().map(4, n -> slowAt(1, n));

    assertEquals(Arrays.asList(0, null, 2, 3), run.values());
    Outcome<Integer> failed = run.failures().getFirst();
    assertInstanceOf(TimeoutException.class, failed.failure());
    assertEquals("it did not end within 900 ms", failed.failure().getMessage());
    assertInstanceOf(InterruptedException.class, failed.failure().getCause(), "says where it was");
    assertFalse(Thread.currentThread().isInterrupted(), "the interrupt was for the item");
  }

  @Test
  void withoutKeepGoingItEndsTheRunAsAnyFailure() {
    LaneFailure failure =
        assertThrows(
            LaneFailure.class,
            () ->
                Lanes.threads(2)
                    .itemTimeout(Duration.ofMillis(900))
                    .map(List.of(7, 8), n -> slowAt(8, n)));

    assertEquals(1, failure.index());
    assertEquals(
        "item 1 (8) failed: java.util.concurrent.TimeoutException: it did not end within 900 ms",
        failure.getMessage());
    assertEquals(Arrays.asList(7, null), failure.run().values());
  }

  @Test
  void eachAttemptHasTheWholeTime() {
    AtomicInteger attempts = new AtomicInteger();
    LaneRun<Integer> run =
        Lanes.virtual()
            .itemTimeout(Duration.ofMillis(900))
            .retries(2)
            .map(1, n -> slowAt(attempts.incrementAndGet() < 3 ? n : -1, n));

    assertEquals(List.of(0), run.values());
    assertEquals(3, attempts.get());
  }

  @Test
  void itIsNoLimitForTheRunOrForTasks() {
    Lane lane = Lanes.threads(1).itemTimeout(Duration.ofSeconds(20));
    assertEquals(100, lane.map(100, n -> n).values().size());
    assertThrows(UnsupportedOperationException.class, () -> lane.submit(() -> 1));
    assertThrows(IllegalArgumentException.class, () -> lane.itemTimeout(Duration.ZERO));
  }
}
