package org.jlanes.lanes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jlanes.lanes.run.RunOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a body or a source may rely on in each lane alike.
@Timeout(60)
final class LaneEvennessTest {
  @AfterEach
  void clearInterrupt() {
    Thread.interrupted();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sequential", "threads", "virtual"})
  void aWorkersNumberIsAnIndexThatNoOtherItemHasMeanwhile(String lane) {
    AtomicIntegerArray busy = new AtomicIntegerArray(3);
    Lanes.lane(lane)
        .workers(3)
        .map(
            200,
            n -> {
              LaneContext context = LaneContext.current();
              assertTrue(context.workers() <= 3, context.toString());
              assertEquals(1, busy.incrementAndGet(context.worker()));
              Thread.sleep(0, 1000);
              assertEquals(0, busy.decrementAndGet(context.worker()));
              return n;
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"sequential", "threads", "virtual"})
  void anInterruptThatAnItemLeavesBehindDoesNotReachTheNext(String lane) {
    List<Integer> values =
        Lanes.lane(lane)
            .workers(1)
            .map(
                2,
                n -> {
                  if (n == 0) {
                    Thread.currentThread().interrupt();
                  } else {
                    Thread.sleep(1);
                  }
                  return n;
                })
            .values();
    assertEquals(List.of(0, 1), values);
  }

  @Test
  void anInterruptOfTheSequentialLanesCallerIsKeptForIt() {
    Thread caller = Thread.currentThread();
    Lanes.sequential()
        .map(
            1,
            n -> {
              caller.interrupt();
              return n;
            });
    assertTrue(Thread.interrupted());
  }

  @Test
  void zipAndGridCloseWhatTheyAreMadeOf() {
    AtomicInteger closed = new AtomicInteger();
    Lanes.sequential()
        .map(Lanes.zip(counted(closed), counted(closed), counted(closed)), triple -> triple);
    assertEquals(3, closed.get());
    Lanes.sequential().map(Lanes.grid(counted(closed), counted(closed)), pair -> pair);
    assertEquals(5, closed.get());
  }

  private static Source<Integer> counted(AtomicInteger closed) {
    return Source.of(Stream.of(1, 2).onClose(closed::incrementAndGet));
  }

  @Test
  void theItemsOfASourceThatCanBeReadOnceServeEachRepetition() {
    AtomicInteger runs = new AtomicInteger();
    LaneRun<Integer> run =
        Lanes.threads(2)
            .repeat(3)
            .map(
                Source.of(Stream.of(1, 2, 3)),
                n -> {
                  runs.incrementAndGet();
                  return n;
                });
    assertEquals(List.of(1, 2, 3), run.values());
    assertEquals(9, runs.get());
  }

  @Test
  void theTimeoutAppliesToAnEndlessSourceThatIsToBeRepeated() {
    var failure =
        assertThrows(
            LaneFailure.class,
            () ->
                Lanes.threads(1)
                    .repeat(2)
                    .timeout(Duration.ofMillis(300))
                    .map(
                        Source.of(Stream.generate(() -> 1)),
                        n -> {
                          Thread.sleep(5);
                          return n;
                        }));
    assertTrue(failure.getMessage().contains("did not end within"), failure.getMessage());
  }

  @Test
  void aSourceThatFailsSaysAtWhichItemAlsoWhenItIsToBeRepeated() {
    Stream<Integer> failing =
        IntStream.range(0, 3)
            .mapToObj(i -> {
              if (i == 2) {
                throw new NoSuchElementException("gone");
              }
              return i;
            });
    var failure =
        assertThrows(
            LaneFailure.class, () -> Lanes.threads(1).repeat(2).map(Source.of(failing), n -> n));
    assertTrue(failure.getMessage().contains("the source failed when asked for item"));
  }

  @Test
  void aSourceThatIsNullIsNamed() {
    List<Integer> none = null;
    var e = assertThrows(NullPointerException.class, () -> Lanes.threads().map(none, n -> n));
    assertEquals("the source of the items is null", e.getMessage());
  }

  @Test
  void anInnerMattersRunIsNotTheLastOne() {
    LaneRun<Integer> run = Lanes.threads(1).map(1, n -> n);
    Lanes.threads(1).option(RunOptions.UNRECORDED, "true").map(2, n -> n);
    assertFalse(run.values().isEmpty());
    assertEquals(run.values(), Lanes.last().values());
  }
}
