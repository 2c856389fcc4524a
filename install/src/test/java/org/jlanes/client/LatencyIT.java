package org.jlanes.client;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// How fast the kernel answers while a cell spins on every core. The best of many counts: on a
/// loaded machine the others say more of the load than of the kernel, but a kernel that polls, or
/// whose answer waits for a thread of the cell, is never quick.
final class LatencyIT {
  private static final int ASKED = 200;
  private static final Duration QUICK = Duration.ofMillis(5);

  @SharedKernel private static KernelSession kernel;

  private static KernelSession.Running burning;

  /// Asks once.
  private interface Question {
    void ask() throws Exception;
  }

  @BeforeAll
  static void burn() throws Exception {
    burning =
        kernel.submit(
            """
            Runnable spin = () -> { while (true) { Thread.onSpinWait(); } };
            for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
              new Thread(spin).start();
            }
            System.out.println("burning");
            spin.run();
            """);
    burning.awaitPrinted("burning");
  }

  @AfterAll
  static void stop() throws Exception {
    kernel.interrupt();
    burning.await();
  }

  private static void assertQuick(String what, Question question) throws Exception {
    long best = Long.MAX_VALUE;
    for (int i = 0; i < ASKED; i++) {
      long start = System.nanoTime();
      question.ask();
      best = Math.min(best, System.nanoTime() - start);
    }
    assertTrue(best < QUICK.toNanos(), what + " took at best " + Duration.ofNanos(best));
  }

  @Test
  void theHeartbeatEchoesAtOnce() throws Exception {
    assertQuick("heartbeat", () -> kernel.client().heartbeat(KernelSession.PATIENCE));
  }

  @Test
  void kernelInfoIsAnsweredOnControlAtOnce() throws Exception {
    assertQuick(
        "kernel_info on control",
        () -> kernel.request(ChannelName.CONTROL, "kernel_info_request", Map.of()));
  }
}
