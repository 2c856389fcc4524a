package org.jlanes.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// That the soak can find growth, and takes no noise for it.
final class SoakGrowthTest {
  private static final int SECONDS = 480;

  private static List<Growth> of(String name, DoubleUnaryOperator value, double seconds) {
    List<Sampler.Point> points =
        IntStream.range(0, (int) seconds / 10)
            .mapToObj(i -> new Sampler.Point(10 * i, value.applyAsDouble(10 * i)))
            .toList();
    return Growth.of(Map.of(name, points), seconds);
  }

  @Test
  void leaksAreFound() {
    // 5 MB in a minute.
    assertTrue(of("heap, MB", s -> 60 + s * 5 / 60, SECONDS).getFirst().grown());
    assertTrue(of(Growth.RESIDENT, s -> 300 + s * 25 / 60, SECONDS).getFirst().grown());
    // A thread that stays every 20 seconds.
    assertTrue(of("threads", s -> 50 + Math.floor(s / 20), SECONDS).getFirst().grown());
    assertTrue(of("file descriptors", s -> 120 + Math.floor(s / 10), SECONDS).getFirst().grown());
  }

  @Test
  void warmUpAndFloodsAreNoGrowth() {
    assertFalse(of("heap, MB", s -> s < 90 ? 20 + s / 3 : 50, SECONDS).getFirst().grown());
    // Every fourth sample, also the last, meets a flood.
    assertFalse(of("heap, MB", s -> s / 10 % 4 == 3 ? 200 : 50, SECONDS).getFirst().grown());
    assertFalse(of("threads", s -> 60 + s / 10 % 5, SECONDS).getFirst().grown());
  }

  @Test
  void whatWasSeenTooRarelyIsNotCalledGood() {
    Growth rare =
        Growth.of(Map.of("heap, MB", List.of(new Sampler.Point(100, 50))), SECONDS).getFirst();
    assertFalse(rare.judged());
    assertFalse(rare.grown());
  }

  @Test
  void shortRunsAndOtherFiguresAreNotJudged() {
    assertEquals(List.of(), of("heap, MB", s -> s, Growth.LEAST_SECONDS - 1));
    assertEquals(List.of(), of("classes", s -> s, SECONDS));
  }
}
