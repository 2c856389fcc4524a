package org.jlanes.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What the JDK documents of the end of an `ExecutorService`, in every lane.
final class ExecutorShutdownContractTest extends ExecutorContract {
  @ParameterizedTest
  @EnumSource
  void shutdownLetsWhatWaitsRunAndRefusesMore(Kind kind) throws Exception {
    assumeFalse(kind == Kind.SEQUENTIAL, "nothing waits");
    ExecutorService pool = kind.of(1);
    try {
      List<Future<String>> futures =
          Stream.of("a", "b", "c").map(name -> pool.submit(waiting(name))).toList();
      await("a-began");
      assertFalse(pool.awaitTermination(1, TimeUnit.MILLISECONDS));
      pool.shutdown();

      assertTrue(pool.isShutdown());
      assertFalse(pool.isTerminated());
      assertThrows(RejectedExecutionException.class, () -> pool.submit(job(() -> 1)));
      assertThrows(RejectedExecutionException.class, () -> pool.execute(command(() -> {})));
      assertThrows(RejectedExecutionException.class, () -> pool.invokeAll(List.of(job(() -> 1))));
      assertFalse(pool.awaitTermination(20, TimeUnit.MILLISECONDS));
      go();
      assertTrue(pool.awaitTermination(1, TimeUnit.MINUTES));
      assertTrue(pool.isTerminated());
      assertEquals(List.of("a", "b", "c"), futures.stream().map(Future::resultNow).toList());
      pool.shutdown();
      pool.close();
    } finally {
      pool.shutdownNow();
    }
  }

  @ParameterizedTest
  @EnumSource
  void shutdownNowStopsWhatRunsAndGivesBackWhatNeverBegan(Kind kind) throws Exception {
    assumeFalse(kind == Kind.SEQUENTIAL, "nothing waits");
    ExecutorService pool = kind.of(1);
    List<Future<String>> futures = new ArrayList<>();
    futures.add(pool.submit(waiting("n0")));
    await("n0-began");
    IntStream.range(1, 30).forEach(i -> futures.add(pool.submit(waiting("n" + i))));
    Command executed = command(() -> {});
    pool.execute(executed);
    futures.get(5).cancel(true);
    List<Runnable> never = new ArrayList<>(pool.shutdownNow());
    // The JDK's pools list what was cancelled while it waited, too.
    never.removeIf(task -> task instanceof Future<?> future && future.isCancelled());

    assertTrue(pool.awaitTermination(1, TimeUnit.MINUTES));
    await("n0-interrupted");
    assertEquals(29, never.size());
    assertTrue(never.contains(executed), "what was executed comes back as it was given");
    assertFalse(is("n1-began"));
    assertTrue(futures.get(0).isDone());
    assertFalse(futures.get(1).isDone(), "nobody has run it");
    go();
    never.forEach(Runnable::run);
    assertEquals("n1", futures.get(1).get(), "who gets it may run it");
    assertThrows(RejectedExecutionException.class, () -> pool.submit(job(() -> 1)));
    assertEquals(List.of(), pool.shutdownNow());
  }

  @ParameterizedTest
  @EnumSource
  void closeWaitsForTheTasks(Kind kind) {
    Future<String> slow;
    go();
    try (ExecutorService pool = kind.of(1)) {
      slow = pool.submit(waiting("slow"));
    }

    assertEquals("slow", slow.resultNow());
  }

  @ParameterizedTest
  @EnumSource
  void anInterruptedCloseStopsTheTasks(Kind kind) throws Exception {
    assumeFalse(kind == Kind.SEQUENTIAL, "nothing runs");
    ExecutorService pool = kind.of(1);
    Future<String> slow = pool.submit(waiting("slow"));
    await("slow-began");
    Thread.currentThread().interrupt();
    pool.close();

    assertTrue(Thread.interrupted(), "the interrupt is kept");
    assertTrue(pool.isTerminated());
    assertTrue(slow.isDone());
    assertTrue(is("slow-interrupted"));
  }
}
