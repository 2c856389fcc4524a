package org.jlanes.channels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class BurstTest {
  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);
  private final Burst burst = new Burst(clock::get);

  private List<Long> worthLogging(int events) {
    return IntStream.range(0, events)
        .mapToObj(i -> burst.next())
        .filter(OptionalLong::isPresent)
        .map(OptionalLong::getAsLong)
        .toList();
  }

  @Test
  void aMillionEventsAreSevenLines() {
    assertEquals(
        List.of(1L, 10L, 100L, 1_000L, 10_000L, 100_000L, 1_000_000L), worthLogging(1_000_000));
  }

  @Test
  void afterAQuietMinuteTheNextIsLoggedAgain() {
    assertEquals(List.of(1L), worthLogging(7));
    clock.addAndGet(Duration.ofSeconds(59).toNanos());
    assertEquals(List.of(), worthLogging(1));
    clock.addAndGet(Duration.ofSeconds(60).toNanos());
    assertEquals(List.of(1L, 10L), worthLogging(10));
  }

  @Test
  void eventsThatNeverPauseForAMinuteAreOneBurst() {
    long lines = 0;
    for (int i = 0; i < 1_000; i++) {
      clock.addAndGet(Duration.ofSeconds(59).toNanos());
      lines += worthLogging(1).size();
    }
    assertEquals(4, lines);
  }

  @Test
  void aLineSaysThatItIsNotTheOnlyOne() {
    assertEquals("", Burst.note(1));
    assertEquals(" (number 10; the next line follows at 100)", Burst.note(10));
  }
}
