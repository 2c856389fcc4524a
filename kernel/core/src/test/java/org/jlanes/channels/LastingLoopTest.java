package org.jlanes.channels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class LastingLoopTest {
  @Test
  void aLoopThatAnErrorEndedRunsAgain() {
    AtomicInteger runs = new AtomicInteger();
    new LastingLoop(
            () -> {
              switch (runs.incrementAndGet()) {
                case 1 -> throw new OutOfMemoryError("of a test");
                case 2 -> throw new StackOverflowError("of a test");
                default -> {}
              }
            })
        .run();
    assertEquals(3, runs.get());
  }

  @Test
  void aLoopThatIsBrokenIsNotRunForEver() {
    AtomicInteger runs = new AtomicInteger();
    LastingLoop loop =
        new LastingLoop(() -> {
          runs.incrementAndGet();
          throw new IllegalStateException("of a test");
        });
    assertThrows(IllegalStateException.class, loop::run);
    assertEquals(1, runs.get());
  }
}
