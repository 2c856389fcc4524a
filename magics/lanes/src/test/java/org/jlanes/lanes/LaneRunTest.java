package org.jlanes.lanes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  @ParameterizedTest
  @ValueSource(strings = {"sequential", "threads", "virtual"})
  void aFailureStopsTheOthersAndIsShownWithItsItem(String lane) {
    CountDownLatch running = new CountDownLatch(lane.equals("sequential") ? 0 : 1);
    LaneFailure failure =
        assertThrows(
            LaneFailure.class,
            () ->
                Lanes.lane(lane)
                    .workers(lane.equals("sequential") ? 1 : 2)
                    .map(
                        List.of("bad", "waits for ever"),
                        s -> {
                          if (s.equals("bad")) {
                            running.await();
                            throw new IOException("no such thing");
                          }
                          running.countDown();
                          new CountDownLatch(1).await();
                          return s;
                        }));

    assertEquals(0, failure.index());
    assertInstanceOf(IOException.class, failure.getCause());
    assertEquals("item 0 (bad) failed: java.io.IOException: no such thing", failure.getMessage());
    assertSame(failure.run(), Lanes.last());
    assertEquals(1, Lanes.last().failures().size(), "a stopped item is no failure");
  }

  @Test
  void whatWasComputedBeforeAFailureIsKept() {
    assertThrows(LaneFailure.class, () -> Lanes.sequential().map(List.of(1, 2, 0, 4), n -> 12 / n));

    assertEquals(Arrays.asList(12, 6, null), Lanes.last().values());
  }

  @Test
  void keepGoingRunsEveryItemAndListsTheFailures() {
    LaneRun<Integer> run = Lanes.threads(2).keepGoing().map(List.of(1, 0, 3, 0), n -> 12 / n);

    assertEquals(Arrays.asList(12, null, 4, null), run.values());
    assertEquals(List.of(1, 3), run.failures().stream().map(Outcome::index).toList());
  }

  @Test
  void aTimeoutStopsTheRunAndKeepsWhatWasComputed() {
    long began = System.nanoTime();
    LaneFailure failure =
        assertThrows(
            LaneFailure.class,
            () ->
                Lanes.threads(2)
                    .timeout(Duration.ofMillis(300))
                    .map(
                        List.of(0, 60_000),
                        n -> {
                          Thread.sleep(n);
                          return n;
                        }));

    assertTrue(System.nanoTime() - began < TimeUnit.SECONDS.toNanos(10));
    assertEquals("the run did not end within 300 ms; 1 of 2 items were done", failure.getMessage());
    assertEquals(Arrays.asList(0, null), failure.run().values());
  }

  @Test
  void aTimeoutStopsTheSequentialLaneOnItsOwnThread() {
    assertThrows(
        LaneFailure.class,
        () ->
            Lanes.sequential()
                .timeout(Duration.ofMillis(100))
                .map(
                    1,
                    n -> {
                      Thread.sleep(60_000);
                      return n;
                    }));

    assertEquals(false, Thread.currentThread().isInterrupted(), "the interrupt has done its work");
  }

  @Test
  void aTimeoutStopsASourceThatBlocks() {
    LaneFailure failure =
        assertThrows(
            LaneFailure.class,
            () ->
                Lanes.threads(1)
                    .timeout(Duration.ofMillis(100))
                    .map(
                        Stream.generate(() -> {
                          try {
                            Thread.sleep(60_000);
                          } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                          }
                          return 1;
                        }),
                        n -> n));

    assertTrue(failure.getMessage().startsWith("the run did not end within"), failure::getMessage);
  }

  @Test
  void aFailedItemIsTriedAgain() {
    Map<Integer, Integer> attempts = new ConcurrentHashMap<>();
    LaneRun<Integer> run =
        Lanes.virtual()
            .retries(2)
            .map(
                5,
                n -> {
                  if (attempts.merge(n, 1, Integer::sum) <= n % 3) {
                    throw new IOException("not yet");
                  }
                  return n;
                });

    assertEquals(List.of(0, 1, 2, 3, 4), run.values());
    assertEquals(List.of(1, 2, 3, 1, 2), run.outcomes().stream().map(Outcome::attempts).toList());
  }

  @Test
  void anEndlessStreamIsPulledOnlyAsFarAsThereIsRoom() {
    AtomicInteger pulled = new AtomicInteger();
    AtomicInteger mostAhead = new AtomicInteger();
    AtomicInteger done = new AtomicInteger();

    assertThrows(
        LaneFailure.class,
        () ->
            Lanes.threads(2)
                .map(
                    Stream.generate(pulled::incrementAndGet),
                    n -> {
                      mostAhead.accumulateAndGet(pulled.get() - done.get(), Math::max);
                      if (done.incrementAndGet() == 500) {
                        throw new IOException("enough");
                      }
                      return n;
                    }));

    assertTrue(mostAhead.get() <= 16, () -> "pulled " + mostAhead + " ahead");
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
  void aSourceThatThrowsIsNamed() {
    LaneFailure failure =
        assertThrows(
            LaneFailure.class,
            () -> Lanes.threads(2).map(Stream.of(1, 0, 2).map(n -> 10 / n), n -> n));

    assertEquals(-1, failure.index());
    assertInstanceOf(ArithmeticException.class, failure.getCause());
    assertEquals(
        "the source failed when asked for item 1: java.lang.ArithmeticException: / by zero",
        failure.getMessage());
  }

  @Test
  void theInterruptOfTheCallingThreadStopsTheRunAndIsKept() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    Boolean[] interrupted = new Boolean[1];
    Throwable[] thrown = new Throwable[1];
    Thread caller =
        new Thread(() -> {
          try {
            Lanes.threads(1)
                .forEach(
                    1,
                    n -> {
                      running.countDown();
                      new CountDownLatch(1).await();
                    });
          } catch (Throwable e) {
            thrown[0] = e;
          }
          interrupted[0] = Thread.currentThread().isInterrupted();
        });
    caller.start();
    running.await();
    caller.interrupt();
    caller.join();

    assertEquals("interrupted", thrown[0].getMessage());
    assertEquals(true, interrupted[0]);
  }

  @Test
  void aThreadThatCannotBeStoppedDoesNotHoldTheRun() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    try {
      LaneFailure failure =
          assertThrows(
              LaneFailure.class,
              () ->
                  Lanes.threads(1)
                      .timeout(Duration.ofMillis(50))
                      .forEach(
                          1,
                          n -> {
                            boolean released = false;
                            while (!released) {
                              try {
                                release.await();
                                released = true;
                              } catch (InterruptedException e) {
                                // deaf, as the test wants it
                              }
                            }
                          }));

      assertEquals(
          List.of("1 item could not be stopped and may still be running"),
          failure.run().facts().notes());
    } finally {
      release.countDown();
    }
  }

  @Test
  void everyKindOfSourceGivesItsItems() {
    Lane lane = Lanes.sequential();
    assertEquals(List.of(1, 2), lane.map(new int[] {1, 2}, n -> n).values());
    assertEquals(List.of(1L, 2L), lane.map(new long[] {1, 2}, n -> n).values());
    assertEquals(List.of(1.5), lane.map(new double[] {1.5}, x -> x).values());
    assertEquals(List.of("a"), lane.map(new String[] {"a"}, s -> s).values());
    assertEquals(List.of('x'), lane.map(Source.of(new char[] {'x'}), c -> c).values());
    assertEquals(List.of(true), lane.map(Source.of(new boolean[] {true}), c -> c).values());
    assertEquals(List.of((byte) 3), lane.map(Source.of(new byte[] {3}), c -> c).values());
    assertEquals(List.of((short) 3), lane.map(Source.of(new short[] {3}), c -> c).values());
    assertEquals(List.of(2f), lane.map(Source.of(new float[] {2}), c -> c).values());
    assertEquals(List.of(0, 1, 2), lane.map(3, n -> n).values());
    assertEquals(List.of(0L, 1L), lane.map(Source.of(2L), n -> n).values());
    assertEquals(List.of("k=7"), lane.map(Map.of("k", 7), e -> e.toString()).values());
    assertEquals(List.of(4), lane.map(List.of(4).iterator(), n -> n).values());
    assertEquals(List.of(5), lane.map(Source.of(IntStream.of(5)), n -> n).values());
    assertNull(lane.map(new Object[] {null}, o -> o).values().getFirst());
    assertThrows(IllegalArgumentException.class, () -> Source.of(-1));
  }

  @Test
  void aStreamIsClosedWhenTheRunEnds() {
    AtomicInteger closed = new AtomicInteger();
    Lanes.sequential().map(Stream.of(1).onClose(closed::incrementAndGet), n -> n);

    assertEquals(1, closed.get());
  }

  @Test
  void zipPairsAndGridCrosses() {
    Lane lane = Lanes.sequential();
    assertEquals(
        List.of("1a", "2b"),
        lane.map(Lanes.zip(List.of(1, 2, 3), List.of("a", "b")), p -> p.first() + p.second())
            .values());
    assertEquals(
        List.of("1a", "1b", "2a", "2b"),
        lane.map(Lanes.grid(List.of(1, 2), List.of("a", "b")), p -> p.first() + p.second())
            .values());
    assertArrayEquals(
        new int[] {15, 16, 25, 26},
        lane
            .map(
                Lanes.grid(List.of(1, 2), List.of(0), List.of(5, 6)),
                t -> 10 * t.first() + t.second() + t.third())
            .values()
            .stream()
            .mapToInt(n -> n)
            .toArray());
    assertEquals(4, Lanes.grid(new int[] {1, 2}, new int[] {3, 4}).size());
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
