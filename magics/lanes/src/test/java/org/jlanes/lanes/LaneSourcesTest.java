package org.jlanes.lanes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// What `map` and `forEach` accept: all that a header does.
final class LaneSourcesTest {
  private final Lane lane = Lanes.sequential();
  private final AtomicInteger seen = new AtomicInteger();

  @Test
  void arraysOfEachPrimitiveType() {
    assertEquals(List.of(false), lane.map(new boolean[] {true}, b -> !b).values());
    assertEquals(List.of(2), lane.map(new byte[] {1}, b -> b + 1).values());
    assertEquals(List.of(2), lane.map(new short[] {1}, s -> s + 1).values());
    assertEquals(List.of("a!"), lane.map(new char[] {'a'}, c -> c + "!").values());
    assertEquals(List.of(2f), lane.map(new float[] {1}, f -> f + 1).values());
    lane.forEach(new boolean[] {true}, b -> seen.addAndGet(b ? 1 : 0));
    lane.forEach(new byte[] {1}, b -> seen.addAndGet(b));
    lane.forEach(new short[] {1}, s -> seen.addAndGet(s));
    lane.forEach(new char[] {1}, c -> seen.addAndGet(c));
    lane.forEach(new float[] {1}, f -> seen.addAndGet(f.intValue()));
    assertEquals(5, seen.get());
  }

  @Test
  void streamsOfPrimitives() {
    assertEquals(List.of(0, 1), lane.map(IntStream.range(0, 2), n -> n).values());
    assertEquals(List.of(0L, 1L), lane.map(LongStream.range(0, 2), n -> n).values());
    assertEquals(List.of(0.5), lane.map(DoubleStream.of(0.5), x -> x).values());
    lane.forEach(IntStream.of(1), n -> seen.addAndGet(n));
    lane.forEach(LongStream.of(1), n -> seen.addAndGet(n.intValue()));
    lane.forEach(DoubleStream.of(1), x -> seen.addAndGet(x.intValue()));
    assertEquals(3, seen.get());
  }

  @Test
  void mapsAndLongNumbers() {
    assertEquals(List.of("a1"), lane.map(Map.of("a", 1), e -> e.getKey() + e.getValue()).values());
    assertEquals(List.of(0L, 1L), lane.map(Source.of(2L), n -> n).values());
  }
}
