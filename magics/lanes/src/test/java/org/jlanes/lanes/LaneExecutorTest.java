package org.jlanes.lanes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Each lane as the `ExecutorService` that the JDK describes.
@Timeout(30)
final class LaneExecutorTest {
  @ParameterizedTest
  @ValueSource(strings = {"sequential", "threads", "virtual"})
  void tasksGiveTheirResultThroughFutures(String name) throws Exception {
    try (Lane lane = Lanes.lane(name)) {
      Future<Integer> sum = lane.submit(() -> 1 + 1);
      Future<String> given = lane.submit(() -> {}, "given");
      List<Callable<Integer>> tasks = List.of(() -> 1, () -> 2);

      assertEquals(2, sum.get());
      assertEquals("given", given.get());
      assertEquals(List.of(1, 2), lane.invokeAll(tasks).stream().map(Future::resultNow).toList());
      assertTrue(lane.invokeAny(tasks) > 0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sequential", "threads", "virtual"})
  void aTasksExceptionIsTheCauseOfTheFuturesException(String name) {
    try (Lane lane = Lanes.lane(name)) {
      Future<Object> failed =
          lane.submit(() -> {
            throw new IOException("gone");
          });

      ExecutionException e = assertThrows(ExecutionException.class, failed::get);
      assertInstanceOf(IOException.class, e.getCause());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sequential", "threads", "virtual"})
  void aClosedLaneTakesNoMore(String name) throws Exception {
    Lane lane = Lanes.lane(name);
    assertFalse(lane.isShutdown());
    lane.close();

    assertTrue(lane.isShutdown());
    assertTrue(lane.isTerminated());
    assertTrue(lane.awaitTermination(1, TimeUnit.SECONDS));
    assertThrows(RejectedExecutionException.class, () -> lane.execute(() -> {}));
    assertThrows(RejectedExecutionException.class, () -> lane.map(3, n -> n));
  }

  @ParameterizedTest
  @ValueSource(strings = {"threads", "virtual"})
  void cancellingAFutureInterruptsItsTask(String name) throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    try (Lane lane = Lanes.lane(name)) {
      Future<Object> future =
          lane.submit(() -> {
            running.countDown();
            try {
              new CountDownLatch(1).await();
            } catch (InterruptedException e) {
              interrupted.countDown();
            }
            return null;
          });
      running.await();
      future.cancel(true);

      assertTrue(interrupted.await(10, TimeUnit.SECONDS));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"threads", "virtual"})
  void shutdownNowInterruptsWhatRuns(String name) throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    Lane lane = Lanes.lane(name).workers(1);
    Future<Thread> future =
        lane.submit(() -> {
          running.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            return Thread.currentThread();
          }
          return null;
        });
    running.await();
    lane.shutdownNow();

    assertTrue(lane.awaitTermination(10, TimeUnit.SECONDS));
    assertTrue(future.get().getName().startsWith("lane-" + name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sequential", "threads", "virtual"})
  void anOptionGivesAnotherLane(String name) {
    Lane lane = Lanes.lane(name);
    Lane other = lane.retries(1).keepGoing().quiet().option("x", "y");
    lane.close();

    assertEquals(List.of(0), other.map(1, n -> n).values(), "the other one is still open");
    assertEquals(name, other.name());
    assertThrows(IllegalArgumentException.class, () -> other.workers(0));
    assertThrows(IllegalArgumentException.class, () -> other.limit(0));
    assertThrows(IllegalArgumentException.class, () -> other.rate(0));
    assertThrows(IllegalArgumentException.class, () -> other.retries(-1));
    assertThrows(IllegalArgumentException.class, () -> other.repeat(0));
    assertThrows(IllegalArgumentException.class, () -> other.chunk(0));
    assertThrows(
        IllegalArgumentException.class, () -> other.timeout(java.time.Duration.ofSeconds(-1)));
  }
}
