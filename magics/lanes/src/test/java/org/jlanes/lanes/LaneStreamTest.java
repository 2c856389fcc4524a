package org.jlanes.lanes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jlanes.lanes.RunFacts.Ending;
import org.jlanes.runtime.scope.CancelledError;
import org.jlanes.runtime.scope.RecordedOutput;
import org.jlanes.runtime.scope.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Results as they come, from the lanes of this process.
@Timeout(60)
final class LaneStreamTest {
  private static Lane lane(String name) {
    return Lanes.lane(name).quiet();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sequential", "threads", "virtual"})
  void eachItemGivesOneResult(String name) {
    List<Integer> squares = lane(name).stream(IntStream.range(0, 500), n -> n * n).toList();

    assertEquals(
        IntStream.range(0, 500).map(n -> n * n).boxed().toList(),
        squares.stream().sorted().toList());
    assertEquals(500, Lanes.last().values().size());
    assertEquals(Ending.COMPLETE, Lanes.last().facts().ending());
  }

  @ParameterizedTest
  @ValueSource(strings = {"threads", "virtual"})
  void aResultIsThereBeforeTheOthersHaveEnded(String name) {
    CountDownLatch seen = new CountDownLatch(1);
    List<Integer> order = new ArrayList<>();
    lane(name).limit(2).stream(
            2,
            n -> {
              if (n == 0) {
                seen.await();
              }
              return n;
            })
        .forEach(n -> {
          order.add(n);
          seen.countDown();
        });

    assertEquals(List.of(1, 0), order);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sequential", "threads", "virtual"})
  void inOrderTheyComeAsTheItems(String name) {
    CountDownLatch last = new CountDownLatch(name.equals("sequential") ? 0 : 1);
    List<Integer> order =
        lane(name).limit(4).inOrder().stream(
                100,
                n -> {
                  if (n == 0) {
                    last.await();
                  } else if (n == 50) {
                    last.countDown();
                  }
                  return n;
                })
            .toList();

    assertEquals(IntStream.range(0, 100).boxed().toList(), order);
  }

  @ParameterizedTest
  @ValueSource(strings = {"threads", "virtual"})
  void whoHasEnoughStopsTheRest(String name) {
    AtomicInteger stopped = new AtomicInteger();
    CountDownLatch waiting = new CountDownLatch(1);
    int first =
        lane(name).limit(2).stream(
                Stream.iterate(0, n -> n + 1),
                n -> {
                  if (n == 0) {
                    waiting.countDown();
                    try {
                      new CountDownLatch(1).await();
                    } finally {
                      stopped.incrementAndGet();
                    }
                  }
                  waiting.await();
                  return n;
                })
            .map(n -> n * 10)
            .findFirst()
            .orElseThrow();

    assertEquals(10, first);
    assertEquals(1, stopped.get(), "nothing runs any more when findFirst returns");
    assertEquals(Ending.LEFT, Lanes.last().facts().ending());
    assertEquals(1, Lanes.last().values().get(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sequential", "threads", "virtual"})
  void anEndlessSourceIsReadNoFurtherThanNeeded(String name) {
    AtomicInteger read = new AtomicInteger();
    AtomicBoolean closed = new AtomicBoolean();
    Stream<Integer> endless =
        Stream.generate(read::incrementAndGet).onClose(() -> closed.set(true));
    List<Integer> three = lane(name).limit(4).stream(endless, n -> n).limit(3).toList();

    assertEquals(3, three.size());
    assertTrue(read.get() < 2000, read + " items were read");
    assertTrue(closed.get(), "the source is closed");
  }

  @Test
  void aReaderThatIsSlowSlowsTheRunDown() {
    AtomicInteger begun = new AtomicInteger();
    try (Stream<Integer> results =
        lane("threads").workers(2).stream(1_000_000, n -> begun.incrementAndGet())) {
      Iterator<Integer> each = results.iterator();
      each.next();
      int before = begun.get();
      for (int i = 0; i < 100; i++) {
        each.next();
      }
      assertTrue(before < 1000, before + " items had begun");
      assertTrue(begun.get() < 2000, begun + " items have begun");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sequential", "threads", "virtual"})
  void aFailureComesAfterWhatWasComputedAndHasItsIndex(String name) {
    List<Integer> seen = new ArrayList<>();
    Stream<Integer> results =
        lane(name).limit(1).stream(
            List.of(5, 6, 7),
            n -> {
              if (n == 7) {
                throw new IllegalStateException("no seven");
              }
              return n;
            });
    LaneFailure failure = assertThrows(LaneFailure.class, () -> results.forEach(seen::add));

    assertEquals(2, failure.index());
    assertEquals(
        "item 2 (7) failed: java.lang.IllegalStateException: no seven", failure.getMessage());
    assertEquals(List.of(5, 6), seen);
    assertEquals(5, Lanes.last().values().getFirst());
    assertNull(Lanes.last().values().get(2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sequential", "threads", "virtual"})
  void whereTheRunGoesOnAFailedItemHasNoElement(String name) {
    Lane lane = lane(name).keepGoing().inOrder();
    List<Integer> results = lane.stream(new int[] {1, 0, 2}, n -> 4 / n).toList();

    assertEquals(List.of(4, 2), results);
    assertEquals(1, Lanes.last().failures().getFirst().index());
  }

  @Test
  void aReaderThatThrowsStopsTheRest() {
    AtomicInteger begun = new AtomicInteger();
    Stream<Integer> results = lane("threads").stream(1_000_000, n -> begun.incrementAndGet());

    assertThrows(
        UnsupportedOperationException.class,
        () ->
            results.forEach(n -> {
              throw new UnsupportedOperationException("mine");
            }));
    assertTrue(begun.get() < 1000);
    assertEquals(Ending.LEFT, Lanes.last().facts().ending());
  }

  @ParameterizedTest
  @ValueSource(strings = {"threads", "virtual"})
  void anInterruptOfTheCellEndsTheStream(String name) throws Exception {
    Scope cell = new Scope("test", 7, new RecordedOutput(), Map.of());
    CountDownLatch running = new CountDownLatch(1);
    Thread other =
        Thread.ofPlatform()
            .start(() -> {
              try {
                running.await();
                cell.cancel("interrupted");
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    Throwable thrown =
        assertThrows(
            Throwable.class,
            () ->
                cell.call(() ->
                    lane(name).stream(
                            3,
                            n -> {
                              if (n == 2) {
                                running.countDown();
                                new CountDownLatch(1).await();
                              }
                              return n;
                            })
                        .toList()));
    Thread.interrupted();
    other.join();

    assertInstanceOf(CancelledError.class, thrown);
    assertEquals(Ending.INTERRUPTED, Lanes.last().facts().ending());
  }

  @Test
  void aReaderThatIsForgottenEndsTheRun() throws Exception {
    CountDownLatch stopped = new CountDownLatch(1);
    readOneAndForget(stopped);
    for (int i = 0; i < 300 && stopped.getCount() > 0; i++) {
      System.gc();
      boolean _ = stopped.await(100, TimeUnit.MILLISECONDS);
    }

    assertEquals(0, stopped.getCount(), "the item that waits was stopped");
  }

  private static void readOneAndForget(CountDownLatch stopped) {
    Iterator<Integer> results =
        lane("threads").workers(2).stream(
                2,
                n -> {
                  if (n == 0) {
                    try {
                      new CountDownLatch(1).await();
                    } finally {
                      stopped.countDown();
                    }
                  }
                  return n;
                })
            .iterator();
    assertEquals(1, results.next());
  }

  @Test
  void nothingBeginsBeforeTheTerminalOperation() {
    AtomicInteger begun = new AtomicInteger();
    AtomicBoolean closed = new AtomicBoolean();
    Stream<Integer> source = Stream.of(1).onClose(() -> closed.set(true));
    Stream<Integer> results = lane("threads").stream(source, n -> begun.incrementAndGet());
    assertEquals(0, begun.get());
    results.close();

    assertEquals(0, begun.get());
    assertTrue(closed.get(), "the source is closed with a stream that was never read");
  }

  @Test
  void primitiveStreamsOfResultsEndTheRunToo() {
    int sum =
        lane("threads").stream(List.of(1, 2, 3), n -> n)
            .mapToInt(n -> n)
            .limit(2)
            .map(n -> 1)
            .sum();

    assertEquals(2, sum);
    assertFalse(lane("threads").stream(0, n -> n).iterator().hasNext());
  }

  @Test
  void retriesAreNotSeen() {
    AtomicInteger tries = new AtomicInteger();
    List<Integer> results =
        lane("threads").retries(2).stream(
                1,
                n -> {
                  if (tries.incrementAndGet() < 3) {
                    throw new IllegalStateException("not yet");
                  }
                  return n;
                })
            .toList();

    assertEquals(List.of(0), results);
  }

  @Test
  void aStreamIsNotRepeated() {
    Lane twice = lane("threads").repeat(2);

    assertThrows(UnsupportedOperationException.class, () -> twice.stream(3, n -> n));
  }
}
