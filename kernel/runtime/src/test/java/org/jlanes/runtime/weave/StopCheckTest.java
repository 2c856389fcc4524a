package org.jlanes.runtime.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jlanes.runtime.scope.CancelledError;
import org.jlanes.runtime.scope.RecordedOutput;
import org.jlanes.runtime.scope.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// When the check that slows down everything stops asking.
@Timeout(300)
final class StopCheckTest {
  private final Scope scope = new Scope("cell", 1, new RecordedOutput(), Map.of());

  @Test
  void anIdlePoolOfACancelledCellDoesNotKeepTheCheckArmed() throws Exception {
    try (ExecutorService pool =
        Executors.newFixedThreadPool(1, task -> new Thread(scope.group(), task))) {
      pool.submit(() -> {}).get();
      scope.cancel("interrupted");
      assertTrue(StopCheck.isArmedFor(scope));
      scope.close();
      awaitForgotten();
      assertEquals(1, scope.threads().size());
    }
  }

  @Test
  void aThreadThatRunsUserCodeKeepsTheCheckArmedUntilItEnds() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    Thread busy = new Thread(scope.group(), () -> awaitUninterruptibly(end));
    busy.start();
    scope.cancel("interrupted");
    scope.close();
    assertTrue(StopCheck.isArmedFor(scope));
    end.countDown();
    busy.join();
    awaitForgotten();
  }

  /// It may wait for ever, and every loop of the notebook would be slow meanwhile.
  @Test
  void aThreadThatIsStuckDoesNotKeepTheCheckArmedUntilItMoves() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    AtomicBoolean goOn = new AtomicBoolean(true);
    Thread stuck =
        new Thread(
            scope.group(),
            () -> {
              awaitUninterruptibly(end);
              while (goOn.get()) {
                Thread.onSpinWait();
              }
            });
    stuck.start();
    scope.cancel("interrupted");
    scope.close();
    awaitForgotten();
    end.countDown();
    boolean again = armedInTime(true);
    goOn.set(false);
    assertTrue(again, "the check asks again as soon as the thread has moved");
    stuck.join();
    awaitForgotten();
  }

  @Test
  void aTaskOfACancelledCellIsRefusedThoughTheCheckAsksNoMore() {
    Runnable task = scope.bind(() -> {});
    scope.cancel("interrupted");
    scope.close();
    assertThrows(CancelledError.class, task::run);
  }

  private void awaitForgotten() {
    assertTrue(armedInTime(false), "the check still asks");
  }

  private boolean armedInTime(boolean armed) {
    long end = System.nanoTime() + RecordedOutput.PATIENCE.toNanos();
    while (StopCheck.isArmedFor(scope) != armed && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    return StopCheck.isArmedFor(scope) == armed;
  }

  private static void awaitUninterruptibly(CountDownLatch end) {
    boolean ended = false;
    while (!ended) {
      try {
        end.await();
        ended = true;
      } catch (InterruptedException e) {
        // The cancellation; it goes on all the same.
        ended = false;
      }
    }
  }
}
