package org.jlanes.lanes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a run gives, and how many of its items run at once. How it ends early is in
/// [LaneFailureTest], where its items come from in [SourceTest].
@Timeout(30)
final class LaneRunTest {
  @ParameterizedTest
  @ValueSource(strings = {"sequential", "threads", "virtual"})
  void resultsComeInTheOrderOfTheInput(String lane) {
    LaneRun<Integer> run =
        Lanes.lane(lane)
            .map(
                IntStream.range(0, 50).boxed().toList(),
                n -> {
                  if (n % 7 == 0) {
                    Thread.sleep(5);
                  }
                  return n * n;
                });

    assertEquals(IntStream.range(0, 50).map(n -> n * n).boxed().toList(), run.values());
    assertEquals(List.of(), run.failures());
  }

  @ParameterizedTest
  @ValueSource(strings = {"sequential", "threads", "virtual"})
  void itemsAndResultsMayBeNull(String lane) {
    LaneRun<String> run =
        Lanes.lane(lane).map(Arrays.asList("a", null, "c"), s -> s == null ? "was null" : null);

    assertEquals(Arrays.asList(null, "was null", null), run.values());
  }

  @Test
  void virtualThreadsRunAtOnceUpToTheLimit() {
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    LaneRun<Void> run =
        Lanes.virtual()
            .limit(10)
            .forEach(
                200,
                n -> {
                  most.accumulateAndGet(running.incrementAndGet(), Math::max);
                  Thread.sleep(2);
                  running.decrementAndGet();
                });

    assertEquals(200, run.outcomes().size());
    assertTrue(most.get() <= 10, () -> most + " at once");
    assertTrue(run.report().peak() <= 10);
  }

  @Test
  void tenThousandVirtualThreadsWaitTogether() {
    LaneRun<Integer> run =
        Lanes.virtual()
            .map(
                10_000,
                n -> {
                  Thread.sleep(200);
                  return n;
                });

    assertEquals(10_000, run.values().size());
    assertTrue(run.report().peak() > 500, () -> run.report().toString());
  }

  @Test
  void theRateLimitsHowManyItemsStart() {
    long began = System.nanoTime();
    Lanes.virtual().rate(100).forEach(21, n -> {});

    assertTrue(System.nanoTime() - began >= TimeUnit.MILLISECONDS.toNanos(195));
  }

  @Test
  void eachThreadHasItsNumberAndItsName() throws Exception {
    CyclicBarrier together = new CyclicBarrier(3);
    LaneRun<String> run =
        Lanes.threads(3)
            .map(
                3,
                n -> {
                  together.await();
                  LaneContext lane = LaneContext.current();
                  assertEquals(n, lane.index());
                  assertEquals(3, lane.workers());
                  return Thread.currentThread().getName() + " is " + lane.worker();
                });

    assertEquals(
        Set.of("lane-threads-1 is 0", "lane-threads-2 is 1", "lane-threads-3 is 2"),
        Set.copyOf(run.values()));
  }

  @Test
  void randomNumbersDependOnTheItemAlone() {
    List<Double> once =
        Lanes.threads(3).map(8, n -> LaneContext.current().random().nextDouble()).values();
    List<Double> again =
        Lanes.sequential().map(8, n -> LaneContext.current().random().nextDouble()).values();

    assertEquals(once, again);
    assertEquals(8, Set.copyOf(once).size());
  }

  @Test
  void repetitionsQuoteTheMedian() {
    AtomicInteger runs = new AtomicInteger();
    LaneRun<Integer> run =
        Lanes.sequential()
            .repeat(3)
            .map(
                Stream.of(1, 2),
                n -> {
                  runs.incrementAndGet();
                  return n;
                });

    assertEquals(6, runs.get(), "a stream is kept for the second round");
    assertEquals(List.of(1, 2), run.values());
    assertEquals(3, run.facts().repeats().size());
    long[] walls = run.facts().repeats().stream().mapToLong(w -> w).sorted().toArray();
    assertEquals(walls[1], run.report().wallNanos());
    assertTrue(run.report().toString().contains("median of 3 runs"));
  }

  @Test
  void anUnknownLaneNamesThoseThereAre() {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Lanes.lane("warp"));

    assertTrue(
        e.getMessage().startsWith("there is no lane `warp` here; there are sequential, threads"),
        e::getMessage);
  }
}
