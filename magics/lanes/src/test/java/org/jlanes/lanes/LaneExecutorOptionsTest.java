package org.jlanes.lanes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The options of a lane whose tasks are submitted one by one.
@Timeout(60)
final class LaneExecutorOptionsTest {
  /// Submits so many tasks and returns the most that ran at once.
  private static int peak(Lane lane, int tasks) throws Exception {
    AtomicInteger running = new AtomicInteger();
    AtomicInteger peak = new AtomicInteger();
    Callable<Integer> task =
        () -> {
          peak.accumulateAndGet(running.incrementAndGet(), Math::max);
          Thread.sleep(20);
          return running.decrementAndGet();
        };
    try (lane) {
      List<Future<Integer>> all = new ArrayList<>();
      for (int i = 0; i < tasks; i++) {
        all.add(lane.submit(task));
      }
      for (Future<Integer> future : all) {
        future.get();
      }
    }
    return peak.get();
  }

  @Test
  void noMoreTasksRunAtOnceThanTheLimitSays() throws Exception {
    assertPeak(5, Lanes.virtual().limit(5));
    assertPeak(3, Lanes.virtual().workers(3));
    assertPeak(2, Lanes.threads(4).limit(2));
  }

  private static void assertPeak(int limit, Lane lane) throws Exception {
    int peak = peak(lane, 40);
    assertTrue(peak <= limit, peak + " at once, not " + limit);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sequential", "threads", "virtual"})
  void aRunKeepsToTheLimitInEachLane(String name) {
    AtomicInteger running = new AtomicInteger();
    List<Integer> seen =
        Lanes.lane(name)
            .workers(4)
            .limit(2)
            .map(
                20,
                n -> {
                  int now = running.incrementAndGet();
                  Thread.sleep(2);
                  running.decrementAndGet();
                  return now;
                })
            .values();

    assertTrue(seen.stream().allMatch(now -> now <= 2), seen::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sequential", "threads", "virtual"})
  void theRateIsKept(String name) throws Exception {
    long began = System.nanoTime();
    try (Lane lane = Lanes.lane(name).rate(50)) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < 11; i++) {
        all.add(lane.submit(() -> {}));
      }
      for (Future<?> future : all) {
        future.get();
      }
    }

    long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    assertTrue(took >= 195, took + " ms for 10 steps of 20 ms");
  }

  @Test
  void whatStillWaitsWhenTheLaneIsShutDownIsGivenBack() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    Lane lane = Lanes.virtual().limit(1);
    Future<?> first =
        lane.submit(() -> {
          running.countDown();
          new CountDownLatch(1).await();
          return null;
        });
    running.await();
    Future<?> second = lane.submit(() -> {});
    List<Runnable> never = lane.shutdownNow();

    assertThrows(Exception.class, first::get);
    assertEquals(List.of(second), never);
    assertFalse(second.isDone(), "as in the JDK's pools, it waits for who has got it");
    never.forEach(Runnable::run);
    assertNull(second.get());
    assertTrue(lane.awaitTermination(10, TimeUnit.SECONDS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sequential", "threads", "virtual"})
  void whatIsForAWholeRunIsRefusedAndNotForgotten(String name) {
    Lane lane = Lanes.lane(name);

    assertRefused("timeout", lane.timeout(Duration.ofSeconds(1)));
    assertRefused("retries", lane.retries(1));
    assertRefused("repetitions", lane.repeat(2));
  }

  private static void assertRefused(String what, Lane lane) {
    UnsupportedOperationException e =
        assertThrows(UnsupportedOperationException.class, () -> lane.submit(() -> 1));
    assertTrue(e.getMessage().contains("know no " + what), e.getMessage());
    assertEquals(List.of(0), lane.map(1, n -> n).values(), "a run has it");
  }
}
