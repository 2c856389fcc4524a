package org.jlanes.lanes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How runs end early: failures, timeouts, interrupts; and what is kept of them.
@Timeout(30)
final class LaneFailureTest {
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
                    .timeout(Duration.ofMillis(900))
                    .map(
                        List.of(0, 60_000),
                        n -> {
                          Thread.sleep(n);
                          return n;
                        }));

    assertTrue(System.nanoTime() - began < TimeUnit.SECONDS.toNanos(10));
    assertEquals("the run did not end within 900 ms; 1 of 2 items were done", failure.getMessage());
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
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    try {
      LaneFailure failure =
          assertThrows(
              LaneFailure.class,
              () ->
                  Lanes.threads(2)
                      .forEach(
                          2,
                          n -> {
                            if (n == 1) {
                              begun.await();
                              throw new IllegalStateException("stops the run");
                            }
                            begun.countDown();
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
}
