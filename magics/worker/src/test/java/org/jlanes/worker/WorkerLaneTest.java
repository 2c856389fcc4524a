package org.jlanes.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jlanes.lanes.ItemTiming;
import org.jlanes.lanes.LaneContext;
import org.jlanes.lanes.LaneFailure;
import org.jlanes.lanes.LaneRun;
import org.jlanes.lanes.Lanes;
import org.jlanes.lanes.Outcome;
import org.jlanes.runtime.scope.ExitRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The lane of worker processes as a library user meets it: with real workers and no notebook.
final class WorkerLaneTest {
  private final Bench bench = new Bench();

  private static long pid() {
    return ProcessHandle.current().pid();
  }

  @Test
  void itemsRunSideBySideInProcessesOfTheirOwn(@TempDir Path folder) throws Exception {
    String there = folder.toString();
    List<Long> pids =
        bench.cell(() ->
            Bench.processes()
                .map(
                    List.of(0, 1),
                    i -> {
                      Bench.meet(there, i, 2);
                      return pid();
                    })
                .values());
    assertNotEquals(pids.get(0), pids.get(1));
    assertFalse(pids.contains(pid()), "not in this process");
  }

  @Test
  void workersLiveAcrossRunsUntilFreshOnesAreWanted() throws Exception {
    List<Long> first = bench.cell(() -> Lanes.processes(1).quiet().map(1, i -> pid()).values());
    List<Long> second = bench.cell(() -> Lanes.processes(1).quiet().map(1, i -> pid()).values());
    List<Long> fresh =
        bench.cell(
            () -> Lanes.processes(1).quiet().option("fresh", "true").map(1, i -> pid()).values());
    assertEquals(first, second);
    assertNotEquals(first, fresh);
  }

  @Test
  void workersOutliveTheInterruptOfTheCellThatStartedThem() throws Exception {
    CompletableFuture<Long> started = new CompletableFuture<>();
    // As the kernel does: a cell's thread stands in the group of its scope.
    Thread cell =
        new Thread(
            bench.scope().group(),
            () -> {
              try {
                started.complete(freshWorker());
              } catch (Exception e) {
                started.completeExceptionally(e);
              }
            });
    cell.start();
    long first = started.get(60, TimeUnit.SECONDS);
    cell.join();
    assertEquals(
        List.of(),
        bench.scope().threads().stream()
            .map(Thread::getName)
            .filter(name -> name.startsWith("worker-"))
            .toList());
    bench.scope().cancel("interrupted");
    assertEquals(List.of(first), Lanes.processes(1).quiet().map(1, i -> pid()).values());
  }

  private Long freshWorker() throws Exception {
    return bench
        .cell(() -> Lanes.processes(1).quiet().option("fresh", "true").map(1, i -> pid()).values())
        .getFirst();
  }

  @Test
  void resultsComeBackInTheOrderOfTheItems() throws Exception {
    List<Integer> squares = bench.cell(() -> Bench.processes().map(2000, i -> i * i).values());
    assertEquals(2000, squares.size());
    assertEquals(1999 * 1999, squares.get(1999));
    assertEquals(9, squares.get(3));
  }

  @Test
  void anEndlessSourceIsReadNoFurtherThanNeeded() throws Exception {
    LaneFailure failure =
        bench.failure(() ->
            Bench.processes()
                .map(
                    Stream.iterate(0, i -> i + 1),
                    i -> {
                      if (i == 100) {
                        throw new IllegalStateException("enough");
                      }
                      return i;
                    }));
    assertEquals(100, failure.index());
    assertTrue(failure.run().outcomes().size() < 50_000);
  }

  @Test
  void exitEndsAnItemAndNotTheWorker() throws Exception {
    LaneFailure failure =
        bench.failure(() ->
            Lanes.processes(1)
                .quiet()
                .map(
                    1,
                    i -> {
                      System.out.println("pid " + pid());
                      System.exit(3);
                      return i;
                    }));
    assertInstanceOf(ExitRequest.class, failure.getCause());
    assertTrue(failure.getMessage().contains("cannot end its worker process"));
    long after =
        bench.cell(() -> Lanes.processes(1).quiet().map(1, i -> pid()).values()).getFirst();
    assertTrue(bench.stdout().contains("pid " + after), bench.stdout() + after);
  }

  @Test
  void threadsWorkInsideAWorkerAndProcessesAreRefused() throws Exception {
    List<List<Integer>> nested =
        bench.cell(() ->
            Bench.processes()
                .map(2, i -> Lanes.threads(2).quiet().map(3, k -> k + 10 * i).values())
                .values());
    assertEquals(List.of(List.of(0, 1, 2), List.of(10, 11, 12)), nested);
    LaneFailure failure =
        bench.failure(
            () -> Bench.processes().map(1, i -> Bench.processes().map(1, k -> k).values()));
    String refused = failure.getCause().getMessage();
    assertTrue(
        refused.startsWith(
            "processes cannot be used inside a worker process (this is worker 1, pid"),
        refused);
  }

  @Test
  void theContextSaysWhichItemAndWhichWorker() throws Exception {
    List<List<Integer>> where =
        bench.cell(() ->
            Bench.processes()
                .map(
                    3,
                    i -> {
                      LaneContext lane = LaneContext.current();
                      return List.of(lane.index(), lane.worker(), lane.workers());
                    })
                .values());
    for (int i = 0; i < 3; i++) {
      assertEquals(i, where.get(i).get(0));
      assertTrue(where.get(i).get(1) < 2);
      assertEquals(2, where.get(i).get(2));
    }
  }

  @Test
  void timesAreOnTheCallersClockAndInOrder() throws Exception {
    long before = System.nanoTime();
    LaneRun<Long> run =
        bench.cell(() ->
            Bench.processes()
                .map(
                    2,
                    i -> {
                      long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(100);
                      long spins = 0;
                      while (System.nanoTime() < end) {
                        spins++;
                      }
                      return spins;
                    }));
    long after = System.nanoTime();
    for (Outcome<Long> outcome : run.outcomes()) {
      ItemTiming t = outcome.timing();
      assertTrue(before <= t.queued() && t.queued() <= t.shipped(), t::toString);
      assertTrue(t.shipped() <= t.started() && t.started() < t.ended(), t::toString);
      assertTrue(t.ended() <= t.collected() && t.collected() <= after, t::toString);
      assertTrue(t.taskNanos() >= TimeUnit.MILLISECONDS.toNanos(100), t::toString);
      assertTrue(t.cpuNanos() > 0 && t.cpuNanos() <= t.taskNanos() * 2, t::toString);
    }
  }

  @Test
  void aWorkerIsAnExecutorToo() throws Exception {
    ExecutorService lane = Bench.processes();
    try {
      long there =
          bench.cell(() -> lane.submit((Callable<Long> & Serializable) WorkerLaneTest::pid).get());
      assertNotEquals(pid(), there);
    } finally {
      lane.shutdown();
    }
    assertTrue(lane.awaitTermination(Bench.PATIENCE.toSeconds(), TimeUnit.SECONDS));
  }

  @Test
  void moreMemoryIsGivenWhereItIsAskedFor() throws Exception {
    long most =
        bench
            .cell(() ->
                Lanes.processes(1)
                    .quiet()
                    .option("memory", "100m")
                    .map(1, i -> Runtime.getRuntime().maxMemory())
                    .values())
            .getFirst();
    assertTrue(most <= 101L << 20 && most > 80L << 20, "" + most);
  }

  @Test
  void anAmountOfMemoryThatIsNoneIsNamed() {
    for (String wrong : List.of("12", "lots", "1k")) {
      LaneFailure failure =
          bench.failure(() -> Lanes.processes(1).quiet().option("memory", wrong).map(1, i -> i));
      assertTrue(
          failure.getMessage().contains(wrong) || failure.getMessage().contains("heap"),
          failure.getMessage());
    }
  }

  @Test
  void theSocketIsGoneWhenTheWorkersAreConnected() throws Exception {
    // Kernels that were killed at this moment, of whomever, may have left theirs.
    Set<Path> before = rendezvous();
    bench.cell(() -> Bench.processes().option("fresh", "true").map(2, i -> i));
    Set<Path> left = rendezvous();
    left.removeAll(before);
    assertEquals(Set.of(), left);
  }

  private static Set<Path> rendezvous() throws IOException {
    try (Stream<Path> temp = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return temp.filter(p -> p.getFileName().toString().startsWith("jlanes-w"))
          .filter(Files::isReadable)
          .collect(Collectors.toCollection(HashSet::new));
    }
  }
}
