package org.jlanes.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What the JDK documents of taking tasks, one by one and many together (`invokeAll`, `invokeAny`),
/// in every lane.
final class ExecutorTasksContractTest extends ExecutorContract {
  @ParameterizedTest
  @EnumSource
  void nullIsRefused(Kind kind) {
    try (ExecutorService pool = kind.of(1)) {
      List<Callable<Integer>> withNull = Arrays.asList(job(() -> 1), null);
      assertThrows(NullPointerException.class, () -> pool.submit((Callable<Object>) null));
      assertThrows(NullPointerException.class, () -> pool.submit((Runnable) null));
      assertThrows(NullPointerException.class, () -> pool.submit((Runnable) null, "x"));
      assertThrows(NullPointerException.class, () -> pool.execute(null));
      assertThrows(NullPointerException.class, () -> pool.invokeAll(null));
      assertThrows(NullPointerException.class, () -> pool.invokeAll(withNull));
      assertThrows(
          NullPointerException.class, () -> pool.invokeAll(List.of(job(() -> 1)), 1, null));
      assertThrows(NullPointerException.class, () -> pool.invokeAny(null));
      assertThrows(
          NullPointerException.class,
          () -> pool.invokeAny(Arrays.asList((Callable<Integer>) null)));
      assertThrows(IllegalArgumentException.class, () -> pool.invokeAny(List.of()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void invokeAllWaitsForAllAndKeepsTheOrder(Kind kind) throws Exception {
    try (ExecutorService pool = kind.of(2)) {
      List<Callable<Integer>> tasks = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        int n = i;
        tasks.add(
            job(() -> {
              if (n == 7) {
                throw new IllegalStateException("seven");
              }
              return n;
            }));
      }
      List<Future<Integer>> futures = pool.invokeAll(tasks);

      assertEquals(20, futures.size());
      assertTrue(futures.stream().allMatch(Future::isDone));
      assertEquals(19, futures.get(19).get());
      assertEquals("seven", futures.get(7).exceptionNow().getMessage());
      assertEquals(20, pool.invokeAll(tasks, 1, TimeUnit.MINUTES).size());
      assertEquals(List.of(), pool.invokeAll(List.<Callable<Integer>>of()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void invokeAllCancelsWhatTakesTooLong(Kind kind) throws Exception {
    assumeFalse(kind == Kind.SEQUENTIAL, "the caller runs the tasks itself");
    try (ExecutorService pool = kind.of(2)) {
      // Both begin in the time that they have: a second worker may still be starting.
      pool.invokeAll(List.of(meeting(0, 2), meeting(1, 2)));
      List<Future<String>> futures =
          pool.invokeAll(List.of(waiting("a"), waiting("b"), waiting("c")), 3, TimeUnit.SECONDS);

      assertTrue(futures.stream().allMatch(Future::isDone));
      assertTrue(futures.stream().allMatch(Future::isCancelled));
      await("a-interrupted");
      await("b-interrupted");
      // It may have begun when the first gave way, in the JDK's pools too.
      assertFalse(is("c-ended"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void invokeAnyGivesAGoodResultAndStopsTheOthers(Kind kind) throws Exception {
    try (ExecutorService pool = kind.of(2)) {
      Job<String> failing =
          () -> {
            throw new IllegalStateException("bad");
          };
      assertEquals("good", pool.invokeAny(List.of(failing, job(() -> "good"))));
      ExecutionException e =
          assertThrows(ExecutionException.class, () -> pool.invokeAny(List.of(failing, failing)));
      assertInstanceOf(IllegalStateException.class, e.getCause());
      if (kind != Kind.SEQUENTIAL) {
        Job<String> after = job(() -> "quick");
        String there = folder.toString();
        Job<String> quick =
            () -> {
              while (!Files.exists(Path.of(there, "slow-began"))) {
                Thread.sleep(5);
              }
              return after.call();
            };
        assertEquals("quick", pool.invokeAny(List.of(waiting("slow"), quick)));
        await("slow-interrupted");
        assertThrows(
            TimeoutException.class,
            () -> pool.invokeAny(List.of(waiting("late")), 300, TimeUnit.MILLISECONDS));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void oneWorkerRunsTasksInTheOrderOfTheirSubmission(Kind kind) throws Exception {
    assumeFalse(kind == Kind.VIRTUAL, "each task has its own thread, and they start as they like");
    String there = folder.toString();
    try (ExecutorService pool = kind.of(1)) {
      List<Future<Integer>> places = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        int n = i;
        places.add(
            pool.submit(
                job(() -> {
                  touch(there, "place-" + n);
                  String[] before = Path.of(there).toFile().list();
                  return before == null ? -1 : before.length;
                })));
      }
      for (int i = 0; i < 50; i++) {
        assertEquals(i + 1, places.get(i).get());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatAnExecutedCommandThrowsHarmsNobody(Kind kind) throws Exception {
    try (ExecutorService pool = kind.of(1)) {
      for (int i = 0; i < 3; i++) {
        try {
          pool.execute(
              command(() -> {
                throw new IllegalStateException("is printed");
              }));
        } catch (IllegalStateException e) {
          assertEquals(Kind.SEQUENTIAL, kind, "only where the caller runs it");
        }
      }
      assertEquals(5, pool.submit(job(() -> 5)).get());
    }
  }

  @ParameterizedTest
  @EnumSource
  void tenThousandTasksAreOpenAtOnce(Kind kind) throws Exception {
    try (ExecutorService pool = kind.of(2)) {
      int before = Thread.activeCount();
      List<Future<Integer>> futures = new ArrayList<>();
      for (int i = 0; i < 10_000; i++) {
        int n = i;
        futures.add(pool.submit(job(() -> n)));
      }
      long sum = 0;
      for (Future<Integer> future : futures) {
        sum += future.get();
      }

      assertEquals(10_000L * 9_999 / 2, sum);
      assertTrue(Thread.activeCount() - before < 50, "threads do not grow with the tasks");
    }
  }
}
