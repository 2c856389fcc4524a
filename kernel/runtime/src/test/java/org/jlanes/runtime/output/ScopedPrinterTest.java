package org.jlanes.runtime.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jlanes.runtime.scope.CellOutput;
import org.jlanes.runtime.scope.RecordedOutput;
import org.jlanes.runtime.scope.Scope;
import org.junit.jupiter.api.Test;

/// What prints into one cell does not hold up another.
final class ScopedPrinterTest {
  private final RecordedOutput quick = new RecordedOutput();
  private final ScopedPrinter printer = new ScopedPrinter(CellOutput.Stream.STDOUT, quick);

  /// An output whose front end does not read.
  private static final class Full extends RecordedOutput {
    private final CountDownLatch waits = new CountDownLatch(1);
    private final CountDownLatch room = new CountDownLatch(1);

    @Override
    public CellOutput whenRoom() {
      waits.countDown();
      try {
        assertTrue(room.await(PATIENCE.toSeconds(), TimeUnit.SECONDS));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return this;
    }
  }

  @Test
  void whoWaitsForAFrontEndKeepsNobodyElseFromPrinting() throws Exception {
    for (Runnable print :
        new Runnable[] {
          () -> printer.println("late"),
          () -> printer.printf("%s%n", "late"),
          () -> printer.write("late\n".getBytes(UTF_8), 0, 5)
        }) {
      Full full = new Full();
      Scope flood = new Scope("flood", 1, full, Map.of());
      Thread waiting = Thread.ofPlatform().start(() -> flood.run(print));
      assertTrue(full.waits.await(RecordedOutput.PATIENCE.toSeconds(), TimeUnit.SECONDS));
      Thread other = Thread.ofPlatform().start(() -> printer.println("here"));
      assertTrue(other.join(RecordedOutput.PATIENCE), "it waits for the other one");
      full.room.countDown();
      waiting.join();
      assertEquals("late\n", full.stdout());
    }
    assertEquals("here\n".repeat(3), quick.stdout());
  }
}
