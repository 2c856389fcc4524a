package org.jlanes.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jlanes.lanes.Lane;
import org.jlanes.lanes.LaneRun;
import org.jlanes.lanes.Lanes;
import org.jlanes.lanes.WorkerPools.Worker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The worker that is kept warm for one that is lost, and how many starts there can be.
@Timeout(120)
final class WorkerSpareTest {
  private final Bench bench = new Bench();

  private static Lane lane(String pool, int workers) {
    return Lanes.processes(workers).quiet().option("pool", pool);
  }

  private static List<Worker> there(String pool) {
    return WorkerPoolTest.pool(pool).workers().stream().filter(w -> w.pid() != 0).toList();
  }

  private static Set<Long> pids(String pool) {
    return there(pool).stream().map(Worker::pid).collect(Collectors.toSet());
  }

  private static void awaitWorkers(String pool, int n) throws Exception {
    Bench.await(n + " workers are there", () -> there(pool).size() == n);
  }

  private static long first(String folder) throws Exception {
    long pid = ProcessHandle.current().pid();
    Path mark = Path.of(folder, "first");
    if (Files.exists(mark)) {
      return pid;
    }
    Files.writeString(mark, "" + pid);
    Thread.sleep(600_000);
    return -1;
  }

  @Test
  void theReportSaysThatAWorkerWasStillStarting() throws Exception {
    LaneRun<Integer> run = bench.cell(() -> lane("late", 2).map(3, i -> i));
    Set<String> took =
        run.outcomes().stream().map(outcome -> outcome.worker()).collect(Collectors.toSet());
    List<String> notes = run.facts().notes();
    String late = "1 of 2 workers took part: the other was still starting when the run ended";
    // The start of a JVM takes many times as long, unless this process stands still meanwhile.
    assertTrue(took.size() == 2 || notes.equals(List.of(late)), () -> took + " " + notes);
    awaitWorkers("late", 3);
    assertEquals(List.of(), bench.cell(() -> lane("late", 2).map(3, i -> i)).facts().notes());
  }

  @Test
  void aLostWorkersItemGoesToTheSpareWhichIsReplaced(@TempDir Path folder) throws Exception {
    bench.cell(() -> lane("warm", 1).map(1, i -> i));
    awaitWorkers("warm", 2);
    Worker spare =
        there("warm").stream().filter(worker -> worker.items() == 0).findFirst().orElseThrow();
    String at = folder.toString();
    var run = new FutureTask<>(() -> bench.cell(() -> lane("warm", 1).map(1, i -> first(at))));
    Thread.ofPlatform().start(run);
    Path mark = folder.resolve("first");
    Bench.await("the item runs", () -> Files.exists(mark) && mark.toFile().length() > 0);
    long victim = Long.parseLong(Files.readString(mark));
    assertNotEquals(spare.pid(), victim, "the worker that knows the classes goes first");
    assertTrue(ProcessHandle.of(victim).orElseThrow().destroyForcibly());
    LaneRun<Long> ended = run.get();
    assertEquals(spare.pid(), ended.values().getFirst());
    awaitWorkers("warm", 2);
    assertTrue(pids("warm").contains(spare.pid()));
  }

  @Test
  void theSpareEndsWithItsPoolAndOneThatHasASizeHasNone() throws Exception {
    bench.cell(() -> lane("tidy", 1).map(1, i -> i));
    awaitWorkers("tidy", 2);
    Set<Long> both = pids("tidy");
    Lanes.pools().stop("tidy", false);
    for (long pid : both) {
      var process = ProcessHandle.of(pid);
      if (process.isPresent()) {
        process.get().onExit().get(Bench.PATIENCE.toSeconds(), TimeUnit.SECONDS);
      }
    }
    bench.cell(() -> lane("strict", 1).map(1, i -> i));
    awaitWorkers("strict", 2);
    Lanes.pools().resize("strict", 1);
    bench.cell(() -> lane("strict", 1).map(1, i -> i));
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(1500);
    while (System.nanoTime() < end) {
      assertEquals(1, WorkerPoolTest.pool("strict").workers().size());
      Thread.onSpinWait();
    }
  }

  private static int dies(String folder) throws Exception {
    Files.writeString(Path.of(folder, "" + ProcessHandle.current().pid()), "");
    Bench.die();
    return 0;
  }

  /// Two places, and six deaths without a result in each.
  @Test
  void aBodyThatKillsEveryWorkerStartsOnlySoMany(@TempDir Path folder) throws Exception {
    String at = folder.toString();
    LaneRun<Integer> run = bench.cell(() -> lane("storm", 2).keepGoing().map(100, i -> dies(at)));
    assertEquals(100, run.failures().size());
    int deaths = folder.toFile().list().length;
    assertTrue(deaths <= 12, () -> deaths + " workers died");
    Bench.await("nothing starts any more", () -> there("storm").size() <= 3);
    assertTrue(WorkerPoolTest.pool("storm").workers().size() <= 3);
    assertEquals(List.of(1), bench.cell(() -> lane("storm", 1).map(1, i -> 1)).values());
  }
}
