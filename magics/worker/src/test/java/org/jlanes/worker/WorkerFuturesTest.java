package org.jlanes.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jlanes.lanes.Lane;
import org.jlanes.lanes.Lanes;
import org.jlanes.lanes.WorkerPools;
import org.jlanes.runtime.scope.CellOutput;
import org.jlanes.runtime.scope.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Single tasks in worker processes: what their futures do beyond what [ExecutorContract] asks of
/// every executor.
@Timeout(120)
final class WorkerFuturesTest {
  @TempDir Path folder;
  private final Bench bench = new Bench();

  interface Job<T> extends Callable<T>, Serializable {}

  private static <T> Job<T> job(Job<T> job) {
    return job;
  }

  private Job<Long> blocked(String name) {
    String there = folder.toString();
    return () -> {
      Files.createFile(Path.of(there, name));
      new CountDownLatch(1).await();
      return ProcessHandle.current().pid();
    };
  }

  private void await(String name) throws InterruptedException {
    Bench.await(name, () -> Files.exists(folder.resolve(name)));
  }

  @Test
  void callbacksRunInTheCellAndMayWaitForOtherTasks() throws Exception {
    try (Lane lane = Lanes.processes(1)) {
      List<String> seen = new ArrayList<>();
      CompletableFuture<Integer> chain =
          bench.cell(() -> {
            CompletableFuture<Integer> first = lane.submit(job(() -> 1));
            return first
                .thenApply(n -> {
                  seen.add(String.valueOf(Scope.current() == bench.scope()));
                  // Its result comes from the same worker: who reads results must not wait here.
                  return n + lane.submit(job(() -> 10)).join();
                })
                .whenComplete((n, e) ->
                    Scope.current()
                        .output()
                        .write(
                            CellOutput.Stream.STDOUT,
                            ("got " + n).getBytes(StandardCharsets.UTF_8),
                            0,
                            6));
          });

      assertEquals(11, chain.get(1, TimeUnit.MINUTES));
      assertEquals(List.of("true"), seen);
      assertEquals("got 11", bench.stdout());
    }
  }

  @Test
  void aTaskThatDoesNotObeyCostsItsWorkerAndNothingElse() throws Exception {
    String there = folder.toString();
    try (Lane lane = Lanes.processes(1)) {
      CompletableFuture<Long> stubborn =
          lane.submit(
              job(() -> {
                Files.createFile(Path.of(there, "stubborn"));
                while (true) {
                  Thread.onSpinWait();
                }
              }));
      await("stubborn");
      List<CompletableFuture<Long>> behind = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        behind.add(lane.submit(job(() -> ProcessHandle.current().pid())));
      }
      assertTrue(stubborn.cancel(true));

      assertThrows(CancellationException.class, stubborn::join);
      long pid = behind.getFirst().get(1, TimeUnit.MINUTES);
      assertEquals(pid, behind.getLast().get());
      assertFalse(ProcessHandle.of(pid).isEmpty());
    }
  }

  /// Workers are kept for tasks that may follow, which is no reason to start others.
  @Test
  void workersThatWaitForTasksServeAnotherRun() throws Exception {
    String pool = "workers-that-wait";
    Lane lane = Lanes.processes(2).option("pool", pool);
    long first = bench.cell(() -> lane.submit(job(() -> ProcessHandle.current().pid()))).get();

    String meeting = folder.toString();
    List<Long> pids =
        bench.cell(() ->
            lane.map(
                    2,
                    i -> {
                      Bench.meet(meeting, i, 2);
                      return ProcessHandle.current().pid();
                    })
                .values());
    assertTrue(pids.contains(first), () -> first + " was not used again: " + pids);
    long second =
        bench
            .cell(() ->
                Lanes.processes(2)
                    .option("pool", pool)
                    .submit(job(() -> ProcessHandle.current().pid())))
            .get();
    assertTrue(pids.contains(second), () -> second + " is another worker than " + pids);
    Lanes.pools().stop(pool, true);
  }

  @Test
  void aStoppedTaskLeavesItsWorkerToTheNext() throws Exception {
    try (Lane lane = Lanes.processes(1)) {
      long pid = lane.submit(job(() -> ProcessHandle.current().pid())).get();
      for (int i = 0; i < 3; i++) {
        CompletableFuture<Long> task = lane.submit(blocked("task-" + i));
        await("task-" + i);
        assertTrue(task.cancel(true));
      }

      assertEquals(pid, lane.submit(job(() -> ProcessHandle.current().pid())).get());
    }
  }

  @Test
  void anInterruptOfTheCellCancelsItsTasksAndNoOthers() throws Exception {
    try (Lane lane = Lanes.processes(1)) {
      Bench other = new Bench();
      List<Future<Long>> mine = new ArrayList<>();
      bench.cell(() -> {
        mine.add(lane.submit(blocked("mine")));
        for (int i = 0; i < 20; i++) {
          mine.add(lane.submit(job(() -> 1L)));
        }
        return null;
      });
      await("mine");
      CompletableFuture<Long> others = other.cell(() -> lane.submit(job(() -> 2L)));
      assertEquals(2L, others.get(), "another cell does not wait for this one's tasks");
      bench.scope().cancel("interrupted");

      for (Future<Long> task : mine) {
        assertThrows(CancellationException.class, () -> task.get(1, TimeUnit.MINUTES));
      }
      assertEquals(3L, other.cell(() -> lane.submit(job(() -> 3L))).get());
    }
  }

  @Test
  void workersThatHaveNothingToDoAreThereForOthers() throws Exception {
    Lane lane = Lanes.processes(2).option("pool", "idle-test");
    assertEquals(1, bench.cell(() -> lane.submit(job(() -> 1))).get());
    Bench.await(
        "the workers are given back",
        () ->
            Lanes.pools().list().stream()
                .filter(pool -> pool.name().equals("idle-test"))
                .flatMap(pool -> pool.workers().stream())
                .allMatch(worker -> worker.state() == WorkerPools.State.IDLE));

    assertEquals(2, bench.cell(() -> lane.submit(job(() -> 2))).get(), "it goes on after that");
    lane.close();
    Lanes.pools().stop("idle-test", true);
  }

  @Test
  void aWorkerThatDiesRunsItsTasksAgain() throws Exception {
    String there = folder.toString();
    try (Lane lane = Lanes.processes(1)) {
      CompletableFuture<String> dying =
          lane.submit(
              job(() -> {
                if (!Files.exists(Path.of(there, "died"))) {
                  Files.createFile(Path.of(there, "died"));
                  Bench.die();
                }
                return "second time";
              }));
      CompletableFuture<Integer> behind = lane.submit(job(() -> 7));

      assertEquals("second time", dying.get(1, TimeUnit.MINUTES));
      assertEquals(7, behind.get());
    }
  }

  @Test
  void aWorkersOwnLanesWorkAndItsProcessesAreRefusedByName() throws Exception {
    Lane threads = Lanes.threads(2);
    Lane processes = Lanes.processes(1);
    try (Lane lane = Lanes.processes(1)) {
      int sum =
          lane.submit(
                  job(() -> {
                    try (Lane inner = Lanes.threads(2)) {
                      return inner.submit(() -> 1).get()
                          + inner.map(3, n -> n).values().getLast()
                          + Lanes.virtual().stream(2, n -> n).mapToInt(n -> n).sum();
                    }
                  }))
              .get(1, TimeUnit.MINUTES);
      // Captured where it was made, it is a lane of the worker's there.
      int captured =
          lane.submit(job(() -> threads.submit(() -> 40).get() + 2)).get(1, TimeUnit.MINUTES);
      Future<Integer> nested = lane.submit(job(() -> Lanes.processes().submit(() -> 1).get()));
      Future<Integer> nestedCaptured = lane.submit(job(() -> processes.submit(() -> 1).get()));
      Future<Long> streamed = lane.submit(job(() -> Lanes.processes().stream(3, n -> n).count()));

      assertEquals(4, sum);
      assertEquals(42, captured);
      for (Future<?> each : List.of(nested, nestedCaptured)) {
        Throwable refusal =
            assertThrows(ExecutionException.class, () -> each.get(1, TimeUnit.MINUTES)).getCause();
        assertEquals(RejectedExecutionException.class.getName(), refusal.getClass().getName());
        assertTrue(refusal.getMessage().startsWith("processes cannot be used inside a worker"));
      }
      assertTrue(
          assertThrows(ExecutionException.class, () -> streamed.get(1, TimeUnit.MINUTES))
              .getCause()
              .getMessage()
              .startsWith("processes cannot be used inside a worker"));
    }
    threads.close();
    assertNotEquals(threads, processes);
  }

  @Test
  void aTaskThatCannotBeSentFailsAlone() throws Exception {
    try (Lane lane = Lanes.processes(1)) {
      Thread captured = Thread.currentThread();
      Future<String> unsendable = lane.submit(job(captured::getName));

      assertThrows(ExecutionException.class, () -> unsendable.get(1, TimeUnit.MINUTES));
      assertEquals(1, lane.submit(job(() -> 1)).get());
    }
  }
}
