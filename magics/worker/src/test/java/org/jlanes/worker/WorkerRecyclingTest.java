package org.jlanes.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jlanes.lanes.Lane;
import org.jlanes.lanes.LaneFailure;
import org.jlanes.lanes.LaneRun;
import org.jlanes.lanes.Lanes;
import org.jlanes.lanes.WorkerPools.Worker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Workers that end after so many items.
@Timeout(120)
final class WorkerRecyclingTest {
  private final Bench bench = new Bench();

  private static Lane lane(String pool, int workers, int maxItems) {
    return Lanes.processes(workers)
        .quiet()
        .option("pool", pool)
        .option("max-items", Integer.toString(maxItems));
  }

  private static String who(int item) {
    return item + " " + ProcessHandle.current().pid();
  }

  /// How many items each process has run, after it was seen that each item was run once, in order.
  private static Map<String, Long> byProcess(List<String> values) {
    assertEquals(
        IntStream.range(0, values.size()).boxed().toList(),
        values.stream().map(value -> Integer.parseInt(value.replaceAll(" .*", ""))).toList());
    return values.stream()
        .map(value -> value.replaceAll(".* ", ""))
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
  }

  @Test
  void eachWorkerEndsAfterItsItemsAndNoneIsLostOrRunTwice(@TempDir Path folder) throws Exception {
    String there = folder.toString();
    LaneRun<String> run =
        bench.cell(() ->
            lane("turns", 2, 5)
                .map(
                    41,
                    i -> {
                      Files.createFile(Path.of(there, "" + i));
                      return who(i);
                    }));
    Map<String, Long> items = byProcess(run.values());
    assertTrue(items.values().stream().allMatch(n -> n <= 5), items::toString);
    assertTrue(items.size() >= 9, items::toString);
    String notes = String.join("\n", run.facts().notes());
    assertTrue(notes.matches("(?s).*workers were ended after 5 items each and replaced.*"), notes);
    for (String pid : items.keySet()) {
      if (items.get(pid) == 5) {
        var ended = ProcessHandle.of(Long.parseLong(pid));
        if (ended.isPresent()) {
          ended.get().onExit().get(Bench.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
      }
    }
    // What waits is what the run had, the successors of both, and the spare.
    List<Worker> left = WorkerPoolTest.pool("turns").workers();
    assertTrue(left.size() <= 5, left::toString);
    assertTrue(left.stream().allMatch(worker -> worker.items() < 5), left::toString);
  }

  @Test
  void aWorkerForEachItem() throws Exception {
    LaneRun<String> run = bench.cell(() -> lane("single", 1, 1).map(4, i -> who(i)));
    assertEquals(4, byProcess(run.values()).size());
  }

  @Test
  void itemsOfEarlierRunsCount() throws Exception {
    String first = bench.cell(() -> lane("aging", 1, 3).map(2, i -> who(i))).values().getLast();
    List<String> next = bench.cell(() -> lane("aging", 1, 3).map(2, i -> who(i))).values();
    assertEquals(first.replaceAll(".* ", ""), next.getFirst().replaceAll(".* ", ""));
    assertEquals(2, byProcess(next).size());
  }

  private static String orDie(String folder, int item) throws Exception {
    if (item == 4) {
      Path mark = Path.of(folder, "died");
      if (!Files.exists(mark)) {
        Files.createFile(mark);
        Bench.die();
      }
    }
    return who(item);
  }

  @Test
  void aWorkerThatDiesMeanwhileIsReplacedAsEver(@TempDir Path folder) throws Exception {
    String there = folder.toString();
    LaneRun<String> run = bench.cell(() -> lane("frail", 1, 6).map(20, i -> orDie(there, i)));
    Map<String, Long> items = byProcess(run.values());
    assertTrue(items.values().stream().allMatch(n -> n <= 6), items::toString);
    String notes = String.join("\n", run.facts().notes());
    assertTrue(notes.contains("item 4, which it ran, was run again"), notes);
  }

  @Test
  void submittedTasksCountToo() throws Exception {
    List<String> values =
        bench.cell(() -> {
          try (Lane lane = lane("tasks", 1, 2)) {
            List<? extends Future<String>> all =
                IntStream.range(0, 5)
                    .mapToObj(i -> lane.submit((Callable<String> & Serializable) () -> who(i)))
                    .toList();
            List<String> results = new ArrayList<>();
            for (Future<String> each : all) {
              results.add(each.get());
            }
            return results;
          }
        });
    assertTrue(byProcess(values).size() >= 3, values::toString);
  }

  /// The last of them fails on the thread that sends it, which must not wait for itself.
  @Test
  void tasksThatCannotBeSentDoNotHoldUpTheEnd() throws Exception {
    long began = System.nanoTime();
    bench.cell(() -> {
      try (Lane lane = lane("unsent", 1, 2)) {
        for (int i = 0; i < 5; i++) {
          Future<String> _ = lane.submit(() -> "a lambda that is not serializable");
        }
      }
      return null;
    });
    long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began);
    assertTrue(seconds < 7, () -> seconds + " s");
  }

  @Test
  void aWorkerShowsHowFarItIs() throws Exception {
    bench.cell(() -> lane("far", 1, 10).map(3, i -> i));
    String text = Lanes.pools().toString();
    assertTrue(text.contains("3 of 10"), text);
  }

  @Test
  void aNumberThatIsNoneIsRefused() {
    LaneFailure failure =
        bench.failure(() -> Lanes.processes(1).quiet().option("max-items", "few").map(1, i -> i));
    assertTrue(failure.getMessage().contains("--max-items takes a whole number"));
    assertFalse(failure.getMessage().contains("NumberFormat"));
  }
}
