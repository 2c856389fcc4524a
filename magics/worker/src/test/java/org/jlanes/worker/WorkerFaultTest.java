package org.jlanes.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jlanes.lanes.Lane;
import org.jlanes.lanes.LaneFailure;
import org.jlanes.lanes.LaneRun;
import org.jlanes.lanes.Lanes;
import org.jlanes.lanes.Outcome;
import org.jlanes.runtime.display.Troubleshooting;
import org.jlanes.runtime.scope.CellOutput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Workers that die, do not listen, or lose their kernel.
final class WorkerFaultTest {
  private final Bench bench = new Bench();

  /// Called in workers: says who is here, and waits to be killed unless somebody was before.
  private static long onceOrForever(String folder) throws Exception {
    long pid = ProcessHandle.current().pid();
    Path mark = Path.of(folder, "pid");
    if (Files.exists(mark)) {
      return pid;
    }
    Path part = Files.writeString(Path.of(folder, "part"), "" + pid);
    Files.move(part, mark);
    Thread.sleep(600_000);
    return -1;
  }

  private static long awaitPid(Path mark) throws Exception {
    Bench.await("a worker has begun", () -> Files.exists(mark));
    return Long.parseLong(Files.readString(mark));
  }

  private static void kill(long pid) {
    assertTrue(ProcessHandle.of(pid).orElseThrow().destroyForcibly());
  }

  @Test
  void theItemOfAKilledWorkerIsRunAgainAndReported(@TempDir Path folder) throws Exception {
    String there = folder.toString();
    var running =
        new FutureTask<>(() ->
            bench.cell(() ->
                Bench.processes().map(List.of(0, 1, 2), i -> i == 1 ? onceOrForever(there) : -2L)));
    Thread.ofPlatform().start(running);
    long victim = awaitPid(folder.resolve("pid"));
    kill(victim);
    LaneRun<Long> run = running.get(Bench.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    assertNotEquals(victim, run.values().get(1));
    assertEquals(-2L, run.values().get(2));
    Outcome<Long> again = run.outcomes().get(1);
    assertEquals(2, again.attempts());
    String notes = String.join("\n", run.facts().notes());
    assertTrue(notes.contains("(pid " + victim + ") was killed by SIGKILL"), notes);
    assertTrue(notes.contains("item 1, which it ran, was run again"), notes);
  }

  @Test
  void anItemThatKillsEveryWorkerFailsInTheEnd() throws Exception {
    LaneRun<Integer> run =
        bench.cell(() ->
            Bench.processes()
                .keepGoing()
                .map(
                    List.of(0, 1, 2),
                    i -> {
                      if (i == 1) {
                        Bench.die();
                      }
                      return i;
                    }));
    assertEquals(0, run.values().get(0));
    assertEquals(2, run.values().get(2));
    assertEquals(1, run.failures().size());
    String message = run.failures().getFirst().failure().getMessage();
    assertTrue(message.contains("SIGKILL"), message);
    assertTrue(message.contains("3 workers have died of it"), message);
    assertTrue(message.endsWith(Troubleshooting.WORKER_DIED.hint()), message);
  }

  @Test
  void aWorkerKilledBetweenRunsIsReplacedSilently() throws Exception {
    long first = bench.pidOfTheWorker();
    ProcessHandle handle = ProcessHandle.of(first).orElseThrow();
    assertTrue(handle.destroyForcibly());
    handle.onExit().get(Bench.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    LaneRun<Long> run =
        bench.cell(() -> Lanes.processes(1).quiet().map(1, i -> ProcessHandle.current().pid()));
    assertNotEquals(first, run.values().getFirst());
  }

  @Test
  void aReplacementThatComesTooLateWaitsBehindTheWorkerThatWasUsed(@TempDir Path folder)
      throws Exception {
    String there = folder.toString();
    // Memory of its own: a pool that no other test has left workers in.
    Lane lane = Lanes.processes(2).quiet().option("memory", "180m");
    LaneRun<Long> run = bench.cell(() -> lane.map(List.of(0, 1), i -> dieOnce(there, i)));
    long survivor = run.values().getFirst();
    assertEquals(survivor, run.values().get(1));
    Bench.await(
        "the replacement has come",
        () ->
            Lanes.pools().list().stream()
                .filter(pool -> pool.options().equals("--memory 180m"))
                .flatMap(pool -> pool.workers().stream())
                .filter(worker -> worker.pid() != 0 && worker.pid() != survivor)
                .findAny()
                .isPresent());
    Lane one = Lanes.processes(1).quiet().option("memory", "180m");
    // It needs a part of a second until it is in the pool, and tells nobody.
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
    while (System.nanoTime() < end) {
      LaneRun<Long> next = bench.cell(() -> one.map(1, n -> ProcessHandle.current().pid()));
      assertEquals(survivor, next.values().getFirst());
    }
  }

  /// Called in workers: item 1 ends its worker when item 0 has begun elsewhere, item 0 waits for
  /// it.
  private static long dieOnce(String folder, int item) throws Exception {
    Path begun = Path.of(folder, "begun");
    Path dying = Path.of(folder, "dying");
    if (item == 0) {
      Files.createFile(begun);
      Bench.await("the other dies", () -> Files.exists(dying));
    } else if (!Files.exists(dying)) {
      Bench.await("the other has begun", () -> Files.exists(begun));
      Files.createFile(dying);
      Bench.die();
    }
    return ProcessHandle.current().pid();
  }

  @Test
  void aCancelledSleepEndsAndTheWorkerLives() throws Exception {
    long before = bench.pidOfTheWorker();
    Bench cancelled = new Bench();
    var running =
        CompletableFuture.supplyAsync(() ->
            cancelled.cancellation(() ->
                Lanes.processes(1)
                    .quiet()
                    .map(
                        1,
                        i -> {
                          System.out.println("asleep");
                          Thread.sleep(600_000);
                          return i;
                        })));
    cancelled.awaitPrinted(CellOutput.Stream.STDOUT, "asleep");
    cancelled.scope().cancel("interrupted");
    running.get(Bench.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    long after = bench.pidOfTheWorker();
    assertEquals(before, after);
  }

  @Test
  void aWorkerThatDoesNotListenIsKilled() throws Exception {
    Bench cancelled = new Bench();
    var running =
        CompletableFuture.supplyAsync(() ->
            cancelled.cancellation(() ->
                Lanes.processes(1)
                    .quiet()
                    .map(
                        1,
                        i -> {
                          System.out.println("pid " + ProcessHandle.current().pid() + ".");
                          return deaf();
                        })));
    cancelled.awaitPrinted(CellOutput.Stream.STDOUT, ".");
    String said = cancelled.stdout();
    long pid = Long.parseLong(said.substring(4, said.indexOf('.')));
    cancelled.scope().cancel("interrupted");
    running.get(Bench.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    Bench.await("it has gone", () -> ProcessHandle.of(pid).isEmpty());
  }

  private static int deaf() {
    while (true) {
      try {
        Thread.sleep(600_000);
      } catch (InterruptedException e) {
        System.out.println("not listening");
      }
    }
  }

  @Test
  void anInterruptOfTheProcessGroupDoesNotEndAWorker() throws Exception {
    long pid = bench.pidOfTheWorker();
    assertEquals(0, new ProcessBuilder("kill", "-INT", "" + pid).start().waitFor());
    long after = bench.pidOfTheWorker();
    assertEquals(pid, after);
  }

  @Test
  void workersDieWithAKernelThatWasKilled() throws Exception {
    try (OtherKernel kernel = OtherKernel.start()) {
      List<ProcessHandle> workers =
          kernel.workers().stream().map(pid -> ProcessHandle.of(pid).orElseThrow()).toList();
      assertEquals(2, workers.size());
      kernel.process().destroyForcibly().waitFor();
      for (ProcessHandle worker : workers) {
        worker.onExit().get(Bench.PATIENCE.toSeconds(), TimeUnit.SECONDS);
      }
    }
  }

  @Test
  void aWorkerThatCannotStartSaysWhatTheJvmSaid() {
    LaneFailure failure =
        bench.failure(() -> Lanes.processes(1).quiet().option("memory", "1k").map(1, i -> i));
    assertTrue(failure.getMessage().contains("Too small maximum heap"), failure.getMessage());
  }

  @Test
  void anItemThatNeedsTooMuchMemoryFailsAlone() throws Exception {
    LaneRun<Integer> run =
        bench.cell(() ->
            Lanes.processes(1)
                .quiet()
                .option("memory", "64m")
                .keepGoing()
                .map(List.of(1_000_000_000, 10), n -> new byte[n].length));
    assertInstanceOf(OutOfMemoryError.class, run.failures().getFirst().failure());
    assertEquals(10, run.values().get(1));
    assertTrue(String.join("", run.facts().notes()).contains("--memory"));
  }

  @Test
  void runsSideBySideDoNotWaitForEachOther(@TempDir Path folder) throws Exception {
    String there = folder.toString();
    List<FutureTask<LaneRun<Integer>>> runs = new ArrayList<>();
    for (int r = 0; r < 2; r++) {
      int mine = r;
      var run =
          new FutureTask<>(() ->
              new Bench()
                  .cell(() ->
                      Lanes.processes(1)
                          .quiet()
                          .map(
                              1,
                              i -> {
                                Bench.meet(there, mine, 2);
                                return mine;
                              })));
      runs.add(run);
      Thread.ofPlatform().start(run);
    }
    for (var run : runs) {
      try {
        run.get(Bench.PATIENCE.toSeconds() * 2, TimeUnit.SECONDS);
      } catch (ExecutionException e) {
        throw new AssertionError(e.getCause());
      }
    }
  }
}
