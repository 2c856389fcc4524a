package org.jlanes.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jlanes.lanes.Lane;
import org.jlanes.lanes.LaneFailure;
import org.jlanes.lanes.LaneRun;
import org.jlanes.lanes.Lanes;
import org.jlanes.lanes.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What goes wrong around items: again and again, in the middle of a transfer, at the start of a
/// worker, without an end.
@Timeout(120)
final class WorkerTroubleTest {
  private final Bench bench = new Bench();

  private static Lane lane(String pool, int workers) {
    return Lanes.processes(workers).quiet().option("pool", pool);
  }

  private static String notes(LaneRun<?> run) {
    return String.join("\n", run.facts().notes());
  }

  private static void mark(String folder, String name) throws Exception {
    Files.createFile(Path.of(folder, name));
  }

  private static boolean marked(String folder, String name) {
    return Files.exists(Path.of(folder, name));
  }

  private void assertFullSize(String pool, Path folder) throws Exception {
    String there = Files.createTempDirectory(folder, "meeting").toString();
    bench.cell(() ->
        lane(pool, 2)
            .map(
                2,
                i -> {
                  Bench.meet(there, i, 2);
                  return i;
                }));
  }

  private static int dies(String folder) throws Exception {
    mark(folder, "" + ProcessHandle.current().pid());
    Bench.die();
    return 0;
  }

  /// A value that cannot be read while there is a mark.
  private record Fragile(String folder) implements Serializable {
    private Object readResolve() throws InvalidObjectException {
      if (marked(folder, "spoiled")) {
        throw new InvalidObjectException("it was spoiled on the way");
      }
      return this;
    }

    int plus(int i) {
      return folder.length() + i;
    }
  }

  @Test
  void aBodyThatWorkersHaveOpenedBeforeMayStillBeRefused(@TempDir Path folder) throws Exception {
    Fragile fragile = new Fragile(folder.toString());
    int length = folder.toString().length();
    List<Integer> expected = List.of(length, length + 1, length + 2);
    Callable<List<Integer>> cell =
        () -> bench.cell(() -> lane("refusal", 2).map(3, fragile::plus).values());
    assertEquals(expected, cell.call());
    assertEquals(expected, cell.call());
    mark(folder.toString(), "spoiled");
    LaneFailure e = bench.failure(() -> lane("refusal", 2).retries(2).map(3, i -> fragile.plus(i)));
    assertTrue(e.getMessage().contains("the body could not be prepared in a worker"), e.toString());
    assertTrue(e.getMessage().contains("it was spoiled on the way"), e.toString());
    e = bench.failure(() -> lane("refusal", 2).retries(2).map(3, fragile::plus));
    assertTrue(e.getMessage().contains("the body could not be prepared in a worker"), e.toString());
    assertTrue(e.getMessage().contains("it was spoiled on the way"), e.toString());
    Files.delete(folder.resolve("spoiled"));
    assertEquals(expected, cell.call());
  }

  @Test
  void anItemThatEndsEachOfItsWorkersGetsOneMoreThanItsRetries(@TempDir Path folder)
      throws Exception {
    String at = folder.toString();
    LaneRun<Integer> run =
        bench.cell(
            () -> lane("trouble", 2).keepGoing().retries(3).map(6, i -> i == 2 ? dies(at) : i));
    assertEquals(Arrays.asList(0, 1, null, 3, 4, 5), run.values());
    assertEquals(4, folder.toFile().list().length);
    assertEquals(4, run.failures().getFirst().attempts());
    String reason = run.failures().getFirst().failureText();
    assertTrue(reason.contains("4 workers have died of it"), reason);
    assertFullSize("trouble", folder);
  }

  private static int meetsAndDies(String folder, boolean always) throws Exception {
    Path before = Path.of(folder, "before");
    if (!always && Files.exists(before)) {
      return 2;
    }
    if (!Files.exists(before)) {
      Files.createFile(before);
    }
    // What counts is that it is longer than all others, which take nothing.
    Thread.sleep(60);
    Bench.die();
    return 0;
  }

  @Test
  void anItemCountsWithTheTimeUntilItsWorkerEnded(@TempDir Path folder) throws Exception {
    String at = folder.toString();
    // Once it is run again, once it fails, once it is stopped by force.
    LaneRun<Integer> again =
        bench.cell(() -> lane("cut", 2).map(6, i -> i == 2 ? meetsAndDies(at, false) : i));
    LaneRun<Integer> failed =
        bench.cell(() ->
            lane("cut", 2).keepGoing().retries(0).map(6, i -> i == 2 ? meetsAndDies(at, true) : i));
    LaneRun<Object> stopped =
        bench.cell(() ->
            lane("cut", 2)
                .keepGoing()
                .itemTimeout(Duration.ofMillis(100))
                .map(6, i -> i == 2 ? Faults.deadlock() : i));
    for (LaneRun<?> run : List.of(again, failed, stopped)) {
      String report = run.report().toString();
      String slowest = report.lines().filter(l -> l.contains("slowest:")).findFirst().get();
      assertTrue(
          slowest.matches(".*slowest: item 2: [0-9.]+ m?s( in 2 attempts)? \\(.*worker ended\\).*"),
          report);
      assertTrue(report.contains("CPU") && !report.contains("(whole process)"), report);
    }
    Outcome<Integer> lost = again.retried().getFirst();
    assertTrue(lost.timing().cutOff() && lost.timing().taskNanos() >= 60_000_000, "" + lost);
    assertEquals(2, lost.index());
    assertEquals(1, lost.attempts());
    assertEquals(List.of(0, 1, 2, 3, 4, 5), again.values());
    assertFalse(again.outcomes().get(2).timing().cutOff());
    // In the time line of the worker that ended.
    String line =
        again
            .report()
            .toString()
            .lines()
            .filter(l -> l.contains(lost.worker() + " "))
            .findFirst()
            .get();
    assertTrue(line.contains("1 failed attempt"), line);
    assertTrue(stopped.outcomes().get(2).timing().taskNanos() >= 1_500_000_000L, "" + stopped);
  }

  private static String worseAndWorse(String folder) throws Exception {
    if (!marked(folder, "first")) {
      mark(folder, "first");
      throw new IllegalStateException("the first time");
    }
    if (!marked(folder, "second")) {
      mark(folder, "second");
      Bench.die();
    }
    return "the third time";
  }

  @Test
  void whatAnItemThrowsAndTheWorkersItEndsCountAlike(@TempDir Path folder) throws Exception {
    String at = folder.toString();
    LaneRun<String> run =
        bench.cell(() -> lane("trouble", 1).retries(2).map(1, i -> worseAndWorse(at)));
    assertEquals(List.of("the third time"), run.values());
    assertEquals(3, run.outcomes().getFirst().attempts());
    Files.delete(folder.resolve("first"));
    Files.delete(folder.resolve("second"));
    LaneFailure failure =
        bench.failure(() -> lane("trouble", 1).retries(1).map(1, i -> worseAndWorse(at)));
    assertTrue(failure.getMessage().contains("SIGKILL"), failure.getMessage());
  }

  @Test
  void aWorkerWhoseHeapStaysFullIsReplaced() throws Exception {
    LaneRun<Integer> run =
        bench.cell(() ->
            lane("trouble-heap", 1)
                .option("memory", "48m")
                .keepGoing()
                .map(
                    6,
                    i -> {
                      if (i == 1) {
                        Faults.hoard();
                      }
                      return new byte[8 << 20].length + i;
                    }));
    assertEquals(1, run.failures().size());
    assertEquals((8 << 20) + 5, run.values().get(5));
    assertTrue(notes(run).contains("was replaced: its heap stayed full"), notes(run));
  }

  @Test
  void aHeapDumpIsNamed(@TempDir Path folder) throws Exception {
    String dump = "-XX:+HeapDumpOnOutOfMemoryError -XX:HeapDumpPath=" + folder;
    for (String more : List.of("", " -XX:+ExitOnOutOfMemoryError")) {
      LaneRun<Object> run =
          bench.cell(() ->
              lane("trouble-dump", 1)
                  .option("memory", "24m")
                  .option("jvm", dump + more)
                  .keepGoing()
                  .retries(0)
                  .map(
                      1,
                      i -> {
                        Faults.hoard();
                        return i;
                      }));
      String said = run.failures().getFirst().failureText() + notes(run);
      assertTrue(said.contains("The heap dump is " + folder), said);
      assertEquals(!more.isEmpty(), said.contains("ended with status 3"), said);
    }
    assertEquals(2, folder.toFile().list().length);
  }

  private static int without(int item) throws Exception {
    switch (item) {
      case 2 -> Faults.deadlock();
      case 3 -> Faults.signal(19);
      default -> {}
    }
    return item;
  }

  @Test
  void theTimeoutEndsADeadlockAndAStoppedWorkerAndSaysWhere(@TempDir Path folder) throws Exception {
    bench.cell(() -> lane("trouble", 2).map(2, i -> i));
    // A worker that gets no processor in the second before it is killed says nothing.
    for (int attempt = 1; ; attempt++) {
      LaneFailure failure =
          bench.failure(
              () -> lane("trouble", 2).timeout(Duration.ofMillis(1500)).map(4, i -> without(i)));
      assertEquals(List.of(0, 1), failure.run().values().subList(0, 2));
      String message = failure.getMessage();
      assertTrue(message.contains("did not end within 1.50 s"), message);
      if (message.contains("deadlock") || attempt == 5) {
        assertTrue(message.contains("Item 2 did not stop: a deadlock: thread `items`"), message);
        assertTrue(message.contains("java.util.ArrayDeque@"), message);
        assertTrue(message.contains("`opponent`"), message);
        String frames = Arrays.toString(failure.getCause().getStackTrace());
        assertTrue(frames.contains("Faults.deadlock"), frames);
        break;
      }
    }
    assertFullSize("trouble", folder);
  }

  private static int breeds(String id) throws Exception {
    try {
      Faults.breed(id);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
    Bench.die();
    return 0;
  }

  @Test
  void whatABodyHasStartedEndsWithItsWorker(@TempDir Path folder) throws Exception {
    String id = folder.resolve("id").toString();
    bench.failure(() -> lane("trouble", 1).retries(0).map(1, i -> breeds(id)));
    long orphan = Long.parseLong(Files.readString(Path.of(id)).strip());
    var left = ProcessHandle.of(orphan);
    if (left.isPresent()) {
      left.get().onExit().get(Bench.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
  }

  private static int spoil(String options, int item) throws Exception {
    Path file = Path.of(options);
    if (item == 0 && Files.readString(file).isEmpty()) {
      Files.writeString(file, "-XX:+NoSuchThing");
      Bench.die();
    }
    return item;
  }

  @Test
  void aWorkerThatCannotBeReplacedLeavesItsItemsToTheOthers(@TempDir Path folder) throws Exception {
    Path options = Files.createFile(folder.resolve("options"));
    String there = options.toString();
    Lane lane = lane("trouble-start", 2).option("jvm", "-XX:VMOptionsFile=" + there);
    bench.cell(() -> lane.map(2, i -> i));
    Lanes.pools().resize("trouble-start", 2);
    // A spare that is already on its way.
    Bench.await(
        "no more than two are there",
        () -> WorkerPoolTest.pool("trouble-start").workers().size() == 2);
    LaneRun<Integer> run = bench.cell(() -> lane.map(8, i -> spoil(there, i)));
    assertEquals(List.of(0, 1, 2, 3, 4, 5, 6, 7), run.values());
    Lane last = lane("trouble-start", 1);
    LaneFailure failure = bench.failure(() -> last.map(1, i -> dies(folder.toString())));
    assertTrue(
        failure.getMessage().contains("worker 1 could not be replaced"), failure::getMessage);
    assertTrue(failure.getMessage().contains("NoSuchThing"), failure::getMessage);
    Files.writeString(options, "");
    assertFullSize("trouble-start", folder);
  }

  @Test
  void aWorkerThatIsKilledWhileItStartsIsReported() throws Exception {
    Lane waiting =
        lane("trouble-wait", 1)
            .option("jvm", "-agentlib:jdwp=transport=dt_socket,server=y,suspend=y");
    var run = new FutureTask<>(() -> bench.failure(() -> waiting.map(1, i -> i)));
    Thread.ofPlatform().start(run);
    Bench.await("it is being started", () -> starting() != null);
    starting().destroyForcibly();
    String message = run.get(Bench.PATIENCE.toSeconds(), TimeUnit.SECONDS).getMessage();
    assertTrue(message.contains("could not be started"), message);
    assertTrue(message.contains("SIGKILL"), message);
  }

  private static ProcessHandle starting() {
    return ProcessHandle.current()
        .children()
        .filter(child ->
            Arrays.stream(child.info().arguments().orElse(new String[0]))
                .anyMatch(word -> word.contains("suspend=y")))
        .findAny()
        .orElse(null);
  }

  /// Lets who reads it wait for a mark, but not where it was made.
  private record Slow(String folder, long home) implements Serializable {
    private static final long serialVersionUID = 1;

    private static final class Form implements Serializable {
      private static final long serialVersionUID = 1;

      private final String folder;

      Form(String folder) {
        this.folder = folder;
      }

      private void readObject(ObjectInputStream in) throws Exception {
        in.defaultReadObject();
        Bench.await("the worker is dead", () -> marked(folder, "dead"));
      }

      private Object readResolve() {
        return "read";
      }
    }

    private Object writeReplace() {
      return new Form(folder);
    }
  }

  private static Object transferred(String folder, int item) throws Exception {
    if (item == 0) {
      return new Slow(folder, ProcessHandle.current().pid());
    }
    if (marked(folder, "second")) {
      return "again";
    }
    Files.writeString(Path.of(folder, "part"), "" + ProcessHandle.current().pid());
    Files.move(Path.of(folder, "part"), Path.of(folder, "second"));
    // More than fits into the buffers between, less than goes through shared memory.
    return "x".repeat(900_000);
  }

  @Test
  void aResultThatIsCutOffIsComputedAgain(@TempDir Path folder) throws Exception {
    String at = folder.toString();
    var running =
        new FutureTask<>(
            () -> bench.cell(() -> lane("trouble", 1).map(2, i -> transferred(at, i))));
    Thread.ofPlatform().start(running);
    Bench.await("the second item has run", () -> marked(at, "second"));
    ProcessHandle worker =
        ProcessHandle.of(Long.parseLong(Files.readString(folder.resolve("second")))).orElseThrow();
    worker.destroyForcibly();
    worker.onExit().get(Bench.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    mark(at, "dead");
    LaneRun<Object> run = running.get(Bench.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    assertEquals(List.of("read", "again"), run.values());
    assertEquals(1, run.outcomes().getFirst().attempts());
    assertEquals(2, run.outcomes().getLast().attempts());
  }

  @Test
  void whatIsMovedIsCounted() throws Exception {
    double[] large = new double[1 << 18];
    LaneRun<double[]> run = bench.cell(() -> lane("trouble", 2).map(List.of(large, large), a -> a));
    long once = 8L << 18;
    assertTrue(run.report().moved().sent() >= 2 * once, run.report()::toString);
    assertTrue(run.report().moved().sent() < 3 * once, run.report()::toString);
    assertTrue(run.report().moved().received() >= 2 * once, run.report()::toString);
    assertFalse(run.facts().moved().isEmpty());
  }
}
