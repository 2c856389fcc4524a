package org.jlanes.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What the JDK documents of `Future`, in every lane: results, failures, cancelling, waiting.
final class ExecutorFuturesContractTest extends ExecutorContract {
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
}
