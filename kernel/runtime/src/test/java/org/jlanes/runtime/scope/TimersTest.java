package org.jlanes.runtime.scope;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class TimersTest {
  private static final long PATIENCE = 30;

  private final CompletableFuture<Long> ran = new CompletableFuture<>();

  private void run() {
    ran.complete(System.nanoTime());
  }

  @Test
  void aTaskRunsWhenItIsTimeAndNotBefore() throws Exception {
    long began = System.nanoTime();
    Timers.delayed(20, TimeUnit.MILLISECONDS, Runnable::run).execute(this::run);
    assertTrue(ran.get(PATIENCE, TimeUnit.SECONDS) - began >= 20_000_000);
  }

  @Test
  void aTaskThatIsCancelledDoesNotRun() throws Exception {
    Future<?> never =
        Timers.after(1, TimeUnit.HOURS, Runnable::run, () -> ran.completeExceptionally(null));
    assertTrue(never.cancel(false));
    Timers.delayed(0, TimeUnit.MILLISECONDS, Runnable::run).execute(this::run);
    ran.get(PATIENCE, TimeUnit.SECONDS);
  }

  @Test
  void aFullHeapDelaysATask() throws Exception {
    AtomicInteger tries = new AtomicInteger();
    Executor full =
        task -> {
          if (tries.incrementAndGet() < 3) {
            throw new OutOfMemoryError("Java heap space");
          }
          task.run();
        };
    Timers.delayed(1, TimeUnit.MILLISECONDS, full).execute(this::run);
    ran.get(PATIENCE, TimeUnit.SECONDS);
    assertEquals(3, tries.get());
  }

  @Test
  void anErrorOfOneTaskDoesNotEndTheOthers() throws Exception {
    Future<?> failed =
        Timers.after(
            0,
            TimeUnit.MILLISECONDS,
            Runnable::run,
            () -> {
              throw new OutOfMemoryError("unable to create native thread");
            });
    assertThrows(ExecutionException.class, () -> failed.get(PATIENCE, TimeUnit.SECONDS));
    Timers.delayed(0, TimeUnit.MILLISECONDS, Runnable::run).execute(this::run);
    ran.get(PATIENCE, TimeUnit.SECONDS);
  }
}
