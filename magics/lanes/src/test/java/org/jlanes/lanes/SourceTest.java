package org.jlanes.lanes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Where items come from.
@Timeout(30)
final class SourceTest {
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
}
