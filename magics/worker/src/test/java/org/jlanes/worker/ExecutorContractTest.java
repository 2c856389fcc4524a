package org.jlanes.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jlanes.lanes.Lanes;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What the JDK documents of `ExecutorService` and `Future`: the same of one of the JDK's pools and
/// of every lane. Tasks may run in other processes, so they speak through files.
@Timeout(120)
final class ExecutorContractTest {
  @TempDir Path folder;

  enum Kind {
    JDK,
    THREADS,
    VIRTUAL,
    PROCESSES,
    SEQUENTIAL;

    ExecutorService of(int n) {
      Bench.useBuiltWorker();
      return switch (this) {
        case JDK -> Executors.newFixedThreadPool(n);
        case THREADS -> Lanes.threads(n);
        case VIRTUAL -> Lanes.virtual().limit(n);
        case PROCESSES -> Lanes.processes(n);
        case SEQUENTIAL -> Lanes.sequential();
      };
    }
  }

  interface Job<T> extends Callable<T>, Serializable {}

  interface Command extends Runnable, Serializable {}

  private static <T> Job<T> job(Job<T> job) {
    return job;
  }

  private static Command command(Command command) {
    return command;
  }

  private static void touch(String folder, String name) {
    try {
      Files.createFile(Path.of(folder, name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Marks that it has begun and how it ended; goes on when a file `go` is there.
  private Job<String> waiting(String name) {
    String there = folder.toString();
    return () -> {
      touch(there, name + "-began");
      try {
        while (!Files.exists(Path.of(there, "go"))) {
          Thread.sleep(5);
        }
      } catch (InterruptedException e) {
        touch(there, name + "-interrupted");
        throw e;
      }
      touch(there, name + "-ended");
      return name;
    };
  }

  private boolean is(String name) {
    return Files.exists(folder.resolve(name));
  }

  private void await(String name) throws InterruptedException {
    Bench.await(name, () -> is(name));
  }

  private void go() {
    touch(folder.toString(), "go");
  }

  @ParameterizedTest
  @EnumSource
  void resultsAreInTheFutures(Kind kind) throws Exception {
    try (ExecutorService pool = kind.of(2)) {
      Future<Integer> sum = pool.submit(job(() -> 1 + 1));
      Future<?> nothing = pool.submit(command(() -> {}));
      Future<String> given = pool.submit(command(() -> {}), "given");

      assertEquals(2, sum.get());
      assertEquals(2, sum.get(1, TimeUnit.SECONDS));
      assertEquals(Future.State.SUCCESS, sum.state());
      assertEquals(2, sum.resultNow());
      assertTrue(sum.isDone());
      assertFalse(sum.isCancelled());
      assertFalse(sum.cancel(true), "too late");
      assertEquals(2, sum.get());
      assertEquals(null, nothing.get());
      assertEquals("given", given.get());
      assertThrows(IllegalStateException.class, sum::exceptionNow);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatATaskThrowsIsTheCause(Kind kind) throws Exception {
    try (ExecutorService pool = kind.of(1)) {
      Future<Object> io =
          pool.submit(
              job(() -> {
                throw new IOException("gone");
              }));
      Future<Object> cancelled =
          pool.submit(
              job(() -> {
                throw new CancellationException("mine");
              }));
      Future<Object> completion =
          pool.submit(
              job(() -> {
                throw new CompletionException("mine too", new IOException("inner"));
              }));

      ExecutionException e = assertThrows(ExecutionException.class, io::get);
      assertInstanceOf(IOException.class, e.getCause());
      assertEquals(Future.State.FAILED, io.state());
      assertEquals("gone", io.exceptionNow().getMessage());
      assertThrows(IllegalStateException.class, io::resultNow);
      assertFalse(io.isCancelled());
      assertTrue(io.isDone());

      e = assertThrows(ExecutionException.class, cancelled::get);
      assertInstanceOf(CancellationException.class, e.getCause());
      assertFalse(cancelled.isCancelled());
      assertEquals(Future.State.FAILED, cancelled.state());
      assertEquals("mine", cancelled.exceptionNow().getMessage());

      e = assertThrows(ExecutionException.class, () -> completion.get(20, TimeUnit.SECONDS));
      assertInstanceOf(CompletionException.class, e.getCause());
      assertEquals("mine too", completion.exceptionNow().getMessage());
    }
  }

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
      assertEquals(1, pool.submit(job(() -> 1)).get());
      List<Future<String>> futures =
          pool.invokeAll(
              List.of(waiting("a"), waiting("b"), waiting("c")), 300, TimeUnit.MILLISECONDS);

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
  void aTaskThatWaitsIsCancelledAndNeverBegins(Kind kind) throws Exception {
    assumeFalse(kind == Kind.SEQUENTIAL, "nothing waits");
    try (ExecutorService pool = kind.of(1)) {
      Future<String> first = pool.submit(waiting("first"));
      await("first-began");
      Future<String> second = pool.submit(waiting("second"));
      assertEquals(Future.State.RUNNING, second.state());
      assertTrue(second.cancel(false));

      assertTrue(second.isCancelled());
      assertTrue(second.isDone());
      assertEquals(Future.State.CANCELLED, second.state());
      assertThrows(CancellationException.class, second::get);
      assertThrows(IllegalStateException.class, second::exceptionNow);
      go();
      assertEquals("first", first.get());
      assertEquals(3, pool.submit(job(() -> 3)).get());
      assertFalse(is("second-began"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aTaskThatRunsIsStoppedByCancelTrueOnly(Kind kind) throws Exception {
    assumeFalse(kind == Kind.SEQUENTIAL, "nobody is there to cancel");
    try (ExecutorService pool = kind.of(2)) {
      Future<String> left = pool.submit(waiting("left"));
      Future<String> stopped = pool.submit(waiting("stopped"));
      await("left-began");
      await("stopped-began");
      assertTrue(left.cancel(false));
      assertTrue(stopped.cancel(true));

      assertThrows(CancellationException.class, left::get);
      assertThrows(CancellationException.class, stopped::get);
      await("stopped-interrupted");
      go();
      await("left-ended");
      assertFalse(is("left-interrupted"));
      assertEquals(4, pool.submit(job(() -> 4)).get(), "its worker goes on");
    }
  }

  @ParameterizedTest
  @EnumSource
  void whoWaitsMayGiveUp(Kind kind) throws Exception {
    assumeFalse(kind == Kind.SEQUENTIAL, "the caller runs the task itself");
    try (ExecutorService pool = kind.of(1)) {
      Future<String> slow = pool.submit(waiting("slow"));
      assertThrows(TimeoutException.class, () -> slow.get(50, TimeUnit.MILLISECONDS));
      Thread.currentThread().interrupt();
      assertThrows(InterruptedException.class, slow::get);
      assertFalse(slow.isDone());
      assertThrows(IllegalStateException.class, slow::resultNow);
      go();
      assertEquals("slow", slow.get());
    }
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
