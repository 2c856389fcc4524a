package org.jlanes.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jlanes.lanes.Lane;
import org.jlanes.lanes.LaneFailure;
import org.jlanes.lanes.LaneRun;
import org.jlanes.lanes.Lanes;
import org.jlanes.lanes.WorkerPools;
import org.jlanes.lanes.WorkerPools.State;
import org.jlanes.lanes.WorkerPools.Worker;
import org.jlanes.runtime.display.Troubleshooting;
import org.jlanes.runtime.system.MachineMemory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What users see of pools, and what they do to them.
@Timeout(120)
final class WorkerPoolTest {
  private final Bench bench = new Bench();

  private static Lane lane(String pool, int workers) {
    return Lanes.processes(workers).quiet().option("pool", pool);
  }

  /// A pool that must be there.
  static WorkerPools.Pool pool(String name) {
    return Lanes.pools().list().stream()
        .filter(p -> p.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no pool " + name));
  }

  private List<Long> pids(Lane lane) throws Exception {
    return bench.cell(() -> lane.map(1, i -> ProcessHandle.current().pid())).values();
  }

  /// Starts a run in which one item waits until the folder has a file `go`.
  private FutureTask<LaneRun<Long>> waiting(Lane lane, Path folder) throws Exception {
    String there = folder.toString();
    var run = new FutureTask<>(() -> bench.cell(() -> lane.map(1, i -> hold(there))));
    Thread.ofPlatform().start(run);
    Bench.await("the item runs", () -> Files.exists(folder.resolve("here")));
    return run;
  }

  private static long hold(String folder) throws Exception {
    Files.createFile(Path.of(folder, "here"));
    Bench.await("it may go on", () -> Files.exists(Path.of(folder, "go")));
    return ProcessHandle.current().pid();
  }

  private static void awaitEnd(long pid) throws Exception {
    var process = ProcessHandle.of(pid);
    if (process.isPresent()) {
      process.get().onExit().get(Bench.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
  }

  @Test
  void aWorkerThatWaitsIsShownWithWhatItHasDone() throws Exception {
    bench.cell(() -> lane("seen", 1).map(5, i -> i));
    long pid = pids(lane("seen", 1)).getFirst();
    Worker worker = pool("seen").workers().getFirst();
    assertEquals(1, worker.number());
    assertEquals(pid, worker.pid());
    assertEquals(State.IDLE, worker.state());
    assertEquals(6, worker.items());
    assertEquals(null, worker.work());
    assertFalse(worker.age().isNegative());
    if (Files.isDirectory(Path.of("/proc/self"))) {
      assertTrue(worker.memory().getAsLong() > 5_000_000, () -> worker.toString());
    }
    String text = Lanes.pools().toString();
    assertTrue(text.contains("seen"), text);
    assertTrue(text.contains("" + pid), text);
    String html = (String) Lanes.pools().toMimeBundle().data().get("text/html");
    assertTrue(html.contains(">" + pid + "</td>"), html);
  }

  @Test
  void aWorkerThatIsUsedIsShownWithItsItemAndCell(@TempDir Path folder) throws Exception {
    FutureTask<LaneRun<Long>> run = waiting(lane("used", 1), folder);
    Worker worker = pool("used").workers().getFirst();
    assertEquals(State.BUSY, worker.state());
    assertEquals(7, worker.cell());
    assertEquals(0, worker.work().item());
    assertTrue(worker.work().time().toNanos() > 0);
    Files.createFile(folder.resolve("go"));
    assertEquals(worker.pid(), run.get().values().getFirst());
    assertEquals(0, pool("used").workers().getFirst().cell());
  }

  @Test
  void noMoreWorkersAreStartedThanThereAreItems() throws Exception {
    int cores = Runtime.getRuntime().availableProcessors();
    bench.cell(() -> lane("few", cores + 200).map(1, i -> i));
    // With a spare.
    assertTrue(pool("few").workers().size() <= cores + 1, () -> pool("few").toString());
    Lanes.pools().stop("few", true);
  }

  @Test
  void workersThatComeWhenTheirRunIsOverAreNotStartedAgain() throws Exception {
    int workers = Runtime.getRuntime().availableProcessors() + 2;
    for (int run = 0; run < 4; run++) {
      assertEquals(
          workers, bench.cell(() -> lane("short", workers).map(workers, i -> i)).facts().workers());
    }
    Bench.await(
        "all have started",
        () ->
            pool("short").workers().stream()
                .allMatch(worker -> worker.state() == WorkerPools.State.IDLE));
    // With a spare.
    assertTrue(pool("short").workers().size() <= workers + 1, () -> pool("short").toString());
    Lanes.pools().stop("short", true);
  }

  @Test
  void noMoreWorkersAreStartedThanTheMachineHasMemoryFor() throws Exception {
    System.setProperty(MachineMemory.PROPERTY, "250m");
    try {
      LaneRun<Integer> run = bench.cell(() -> lane("poor", 1000).map(1000, i -> i));
      assertEquals(IntStream.range(0, 1000).boxed().toList(), run.values());
      assertEquals(4, run.facts().workers());
      String notes = String.join("\n", run.facts().notes());
      assertTrue(notes.contains("4 of 1000 workers took part: the machine has 250 MB"), notes);
      assertTrue(notes.contains("Give fewer --workers, or a smaller --memory"), notes);
      assertTrue(notes.contains(Troubleshooting.FEWER_WORKERS.hint()), notes);
      Bench.await(
          "four have started",
          () -> pool("poor").workers().stream().filter(w -> w.state() == State.IDLE).count() >= 4);
      // What is there is used, and there is no need to say anything.
      System.setProperty(MachineMemory.PROPERTY, "1m");
      run = bench.cell(() -> lane("poor", 4).map(9, i -> i));
      assertEquals(4, run.facts().workers());
      assertEquals(List.of(), run.facts().notes());
      LaneFailure refused =
          assertThrows(LaneFailure.class, () -> Lanes.pools().resize("poor", 1000));
      String told = refused.getMessage();
      // With a spare.
      assertTrue(told.matches("the pool `poor` cannot have 1000 workers, but [45]: .*"), told);
      assertTrue(pool("poor").workers().size() <= 5, () -> pool("poor").toString());
      // One is tried in any case: a guess must not prevent what works.
      run = bench.cell(() -> lane("poorest", 3).map(9, i -> i));
      assertEquals(1, run.facts().workers());
    } finally {
      System.clearProperty(MachineMemory.PROPERTY);
      Lanes.pools().stop("poor", true);
    }
  }

  @Test
  void aPoolThatIsStoppedHasNoProcessLeftAndBeginsAnew() throws Exception {
    long pid = pids(lane("ended", 2)).getFirst();
    List<Worker> workers = pool("ended").workers();
    Lanes.pools().stop("ended", false);
    for (Worker worker : workers) {
      awaitEnd(worker.pid());
    }
    assertTrue(Lanes.pools().list().stream().noneMatch(p -> p.name().equals("ended")));
    assertNotEquals(pid, pids(lane("ended", 2)).getFirst());
    var unknown =
        assertThrows(IllegalArgumentException.class, () -> Lanes.pools().stop("endde", false));
    assertTrue(unknown.getMessage().contains("no pool `endde`"), unknown.getMessage());
    assertTrue(unknown.getMessage().contains("ended"), unknown.getMessage());
  }

  @Test
  void aPoolInUseIsStoppedOnlyWithForceAndTheRunSaysWhy(@TempDir Path folder) throws Exception {
    FutureTask<LaneRun<Long>> run = waiting(lane("torn", 2), folder);
    long pid =
        pool("torn").workers().stream().filter(w -> w.work() != null).findFirst().get().pid();
    var refused =
        assertThrows(IllegalStateException.class, () -> Lanes.pools().stop("torn", false));
    assertTrue(refused.getMessage().contains("is used by cell 7"), refused.getMessage());
    assertTrue(ProcessHandle.of(pid).isPresent());
    Lanes.pools().stop("torn", true);
    ExecutionException failed = assertThrows(ExecutionException.class, run::get);
    String told = failed.getCause().getMessage();
    assertTrue(told.contains("the pool `torn` was stopped while this run used it"), told);
    awaitEnd(pid);
  }

  @Test
  void aPoolThatIsRestartedHasAsManyOtherWorkersWithTheSameOptions() throws Exception {
    pids(lane("again", 2).option("memory", "77m"));
    // One has run the item, the other is the spare.
    Bench.await("two workers", () -> pool("again").workers().size() >= 2);
    Set<Long> before = new HashSet<>(pool("again").workers().stream().map(Worker::pid).toList());
    Lanes.pools().restart("again", false);
    WorkerPools.Pool after = pool("again");
    assertEquals("--memory 77m", after.options());
    assertTrue(after.workers().size() >= 2, () -> after.toString());
    assertTrue(after.workers().stream().noneMatch(w -> before.contains(w.pid())));
    long heap =
        bench
            .cell(() -> lane("again", 1).map(1, i -> Runtime.getRuntime().maxMemory()))
            .values()
            .getFirst();
    assertTrue(heap <= 77L << 20, () -> heap + " bytes");
  }

  @Test
  void aPoolHasAsManyWorkersAsItWasToldAndRunsTakeThem() throws Exception {
    pids(lane("sized", 1));
    Lanes.pools().resize("sized", 3);
    assertEquals(3, pool("sized").workers().size());
    Lane lane = Lanes.processes().quiet().option("pool", "sized");
    assertEquals(3, bench.cell(() -> lane.map(9, i -> i)).facts().workers());
    List<Worker> three = pool("sized").workers();
    Lanes.pools().resize("sized", 1);
    assertEquals(1, pool("sized").workers().size());
    long left = pool("sized").workers().getFirst().pid();
    for (Worker worker : three) {
      if (worker.pid() != left) {
        awaitEnd(worker.pid());
      }
    }
    // More than its size for a moment, because the cell says so.
    assertEquals(2, bench.cell(() -> lane("sized", 2).map(9, i -> i)).facts().workers());
    Bench.await("the second one has gone", () -> pool("sized").workers().size() == 1);
  }

  @Test
  void aNamedPoolThatGetsOtherOptionsReplacesItsWorkersAndKeepsThem() throws Exception {
    long first = pids(lane("grown", 1).option("memory", "70m")).getFirst();
    assertEquals(first, pids(lane("grown", 1)).getFirst());
    long second = pids(lane("grown", 1).option("memory", "90m")).getFirst();
    assertNotEquals(first, second);
    awaitEnd(first);
    assertEquals(second, pids(lane("grown", 1)).getFirst());
    assertEquals("--memory 90m", pool("grown").options());
  }

  @Test
  void cellsThatUseAPoolAtOnceHaveWorkersOfTheirOwn(@TempDir Path folder) throws Exception {
    Path left = Files.createDirectory(folder.resolve("left"));
    Path right = Files.createDirectory(folder.resolve("right"));
    FutureTask<LaneRun<Long>> one = waiting(lane("shared", 1), left);
    FutureTask<LaneRun<Long>> other = waiting(lane("shared", 1), right);
    Files.createFile(left.resolve("go"));
    Files.createFile(right.resolve("go"));
    long first = one.get().values().getFirst();
    long second = other.get().values().getFirst();
    assertNotEquals(first, second);
    List<Long> both = bench.cell(() -> lane("shared", 2).map(1, i -> 0L)).values();
    assertEquals(List.of(0L), both);
    Set<Long> kept = new HashSet<>(pool("shared").workers().stream().map(Worker::pid).toList());
    assertTrue(kept.containsAll(Set.of(first, second)), () -> kept.toString());
  }

  @Test
  void aPoolInWhichNothingStartsIsNotKept() {
    LaneFailure failure =
        bench.failure(() -> lane("stillborn", 1).option("memory", "1k").map(1, i -> i));
    assertTrue(failure.getMessage().contains("could not be started"), failure.getMessage());
    assertTrue(Lanes.pools().list().stream().noneMatch(p -> p.name().equals("stillborn")));
  }
}
