package org.jlanes.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jlanes.lanes.ItemTiming;
import org.jlanes.lanes.LaneRun;
import org.jlanes.lanes.Lanes;
import org.jlanes.lanes.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Items that are sent ahead of need, in real worker processes: none waits behind a long one while
/// a worker has nothing to do, and their results come when they are there.
@Timeout(120)
final class WorkerQueueTest {
  @TempDir Path folder;

  /// Quick items first, so that many are sent ahead; then one that ends when all others have.
  private static int skewed(int i, int slow, int last, String mark) throws Exception {
    if (i == slow) {
      Bench.await("the last item has run", () -> Files.exists(Path.of(mark)));
    }
    if (i == last) {
      // The others must have been run as well: a worker runs what it has in order.
      Files.createFile(Path.of(mark));
    }
    return i;
  }

  @Test
  void noQuickItemWaitsBehindALongOneWhileAWorkerHasNothingToDo() throws Exception {
    String mark = folder.resolve("mark").toString();
    List<Integer> items = IntStream.range(0, 5000).boxed().toList();

    LaneRun<Integer> run =
        new Bench().cell(() -> Bench.processes().map(items, i -> skewed(i, 3000, 4999, mark)));

    assertEquals(items, run.values());
    assertTrue(run.facts().notes().isEmpty(), () -> "" + run.facts().notes());
  }

  @Test
  void itemsOfAFixedChunkAreGivenToAnotherWorkerToo() throws Exception {
    String mark = folder.resolve("mark").toString();

    LaneRun<Integer> run =
        new Bench().cell(() -> Bench.processes().chunk(50).map(100, i -> skewed(i, 0, 49, mark)));

    assertEquals(100, run.values().size());
  }

  @Test
  void itemsWithObjectsAreGivenToAnotherWorkerToo() throws Exception {
    String mark = folder.resolve("mark").toString();
    List<BigInteger> items = IntStream.range(0, 100).mapToObj(BigInteger::valueOf).toList();

    LaneRun<BigInteger> run =
        new Bench()
            .cell(() ->
                Bench.processes()
                    .chunk(50)
                    .map(items, b -> BigInteger.valueOf(skewed(b.intValue(), 0, 49, mark))));

    assertEquals(items, run.values());
  }

  @Test
  void aResultDoesNotWaitForTheItemBehindIt() throws Exception {
    String mark = folder.resolve("mark").toString();
    // With one worker nothing is given away. Item 28 ends when item 29 is taken, for which there is
    // no room before a result of those that came in the same message as item 28.
    List<Integer> items =
        new AbstractList<>() {
          @Override
          public Integer get(int i) {
            if (i == 29) {
              create(mark);
            }
            return i;
          }

          @Override
          public int size() {
            return 30;
          }
        };

    LaneRun<Integer> run =
        new Bench()
            .cell(() ->
                Lanes.processes(1)
                    .quiet()
                    .limit(29)
                    .chunk(29)
                    .map(items, i -> skewed(i, 28, -1, mark)));

    assertEquals(30, run.values().size());
  }

  private static void create(String mark) {
    try {
      Files.createFile(Path.of(mark));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void quickItemsAreMeasuredOneByOne() throws Exception {
    LaneRun<Integer> run = new Bench().cell(() -> Bench.processes().map(2000, i -> i));

    long before = run.facts().began();
    long cpu = 0;
    for (Outcome<Integer> outcome : run.outcomes()) {
      ItemTiming t = outcome.timing();
      assertTrue(t.queued() >= before && t.shipped() >= t.queued(), () -> "" + t);
      assertTrue(t.started() >= t.shipped() && t.ended() >= t.started(), () -> "" + t);
      assertTrue(t.collected() >= t.ended() && t.cpuNanos() >= 0, () -> "" + t);
      cpu += t.cpuNanos();
    }
    long task = run.timings().stream().flatMapToLong(t -> LongStream.of(t.taskNanos())).sum();
    assertTrue(cpu > 0 && cpu <= task + 50_000_000, cpu + " of " + task);
    // Not in the order of their indices where items were given to the other worker.
    Map<String, Long> ends = new HashMap<>();
    run.outcomes().stream()
        .sorted(
            Comparator.comparingLong((Outcome<Integer> o) -> o.timing().started())
                .thenComparingLong(o -> o.timing().ended()))
        .forEach(outcome -> {
          ItemTiming t = outcome.timing();
          long end = ends.getOrDefault(outcome.worker(), 0L);
          assertTrue(t.started() >= end, () -> "two at once in " + outcome.worker());
          ends.put(outcome.worker(), t.ended());
        });
  }

  @Test
  void aFailureAmongQuickItemsIsTheOneItemsFailure() throws Exception {
    LaneRun<Integer> run =
        new Bench()
            .cell(() ->
                Bench.processes()
                    .keepGoing()
                    .map(
                        1000,
                        i -> {
                          if (i % 100 == 7) {
                            throw new IllegalStateException("item " + i);
                          }
                          return i;
                        }));

    assertEquals(10, run.failures().size());
    assertEquals(107, run.failures().get(1).index());
    assertEquals("item 107", run.failures().get(1).failure().getMessage());
    assertEquals(106, run.values().get(106));
    assertEquals(108, run.values().get(108));
  }

  @Test
  void resultsOfAllKindsCanBeMixed() throws Exception {
    LaneRun<Object> run =
        new Bench()
            .cell(() ->
                Bench.processes()
                    .map(
                        100,
                        i ->
                            switch (i % 5) {
                              case 0 -> i;
                              case 1 -> "text " + i;
                              case 2 -> List.of(i);
                              case 3 -> null;
                              default -> new double[] {i};
                            }));

    assertEquals(50, run.values().get(50));
    assertEquals("text 51", run.values().get(51));
    assertEquals(List.of(52), run.values().get(52));
    assertEquals(null, run.values().get(53));
    assertEquals(54.0, ((double[]) run.values().get(54))[0]);
  }

  @Test
  void resultsMayChangeTheirTypeAsTheyCome() throws Exception {
    LaneRun<Object> run =
        new Bench()
            .cell(() ->
                Bench.processes()
                    .chunk(1000)
                    .map(
                        4000,
                        i ->
                            switch (i / 500 % 4) {
                              case 0 -> i;
                              case 1 -> (long) i;
                              case 2 -> i % 7 == 0 ? null : (Object) (double) i;
                              default -> "text " + i;
                            }));

    for (int i = 0; i < 4000; i++) {
      Object expected =
          switch (i / 500 % 4) {
            case 0 -> i;
            case 1 -> (long) i;
            case 2 -> i % 7 == 0 ? null : (Object) (double) i;
            default -> "text " + i;
          };
      assertEquals(expected, run.values().get(i));
      assertEquals(expected, run.outcomes().get(i).value());
      assertEquals(i, run.outcomes().get(i).index());
      assertEquals(1, run.outcomes().get(i).attempts());
    }
  }

  @Test
  void anItemAmongManyIsTriedAgainAndItsNeighboursAreNot() throws Exception {
    String tried = folder.resolve("tried").toString();
    LaneRun<Integer> run =
        new Bench()
            .cell(() ->
                Bench.processes()
                    .retries(1)
                    .chunk(1000)
                    .map(
                        3000,
                        i -> {
                          Path mark = Path.of(tried);
                          if (i == 1500 && !Files.exists(mark)) {
                            Files.createFile(mark);
                            throw new IllegalStateException("at first");
                          }
                          return i;
                        }));

    assertEquals(IntStream.range(0, 3000).boxed().toList(), run.values());
    assertEquals(
        List.of(1500),
        run.outcomes().stream().filter(o -> o.attempts() != 1).map(Outcome::index).toList());
    assertEquals(2, run.outcomes().get(1500).attempts());
    assertEquals(1, run.retried().size());
  }
}
