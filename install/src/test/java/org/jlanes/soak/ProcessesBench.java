package org.jlanes.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jlanes.lanes.ItemTiming;
import org.jlanes.lanes.Lane;
import org.jlanes.lanes.LaneRun;
import org.jlanes.lanes.Lanes;
import org.jlanes.lanes.Outcome;
import org.jlanes.lanes.SharedDoubles;
import org.jlanes.lanes.Task;
import org.jlanes.lanes.WorkerPools;

/// `install/bench/processes`: what the process lane costs, without a kernel around it. All rows in
/// turn, round by round; prints the median of each, and the best tenth, which is nearer to what a
/// quiet machine shows.
public final class ProcessesBench {
  private static final Set<String> OPTIONS = Set.of("rounds", "tasks", "workers", "only", "jvm");

  private static final Task<Integer, Integer> TINY = i -> i + 1;

  private static final Task<Integer, Long> SUM =
      n -> {
        long total = 0;
        for (int i = 0; i < n; i++) {
          total += (long) i * i;
        }
        return total;
      };

  /// 100 MB.
  private static final int NUMBERS = 12_500_000;

  private final Map<String, List<Double>> rows = new LinkedHashMap<>();
  private final double[] numbers = new double[NUMBERS];
  private SharedDoubles shared;
  private final int tasks;
  private final int workers;
  private final String jvm;
  private int pools;

  private ProcessesBench(int tasks, int workers, String jvm) {
    this.tasks = tasks;
    this.workers = workers;
    this.jvm = jvm;
  }

  /// Exits with 0 if all was measured, 2 if not.
  public static void main(String[] words) throws Exception {
    try {
      Arguments arguments = Arguments.of(words, OPTIONS);
      int rounds = (int) arguments.number("rounds", 20);
      String only = arguments.text("only", "");
      ProcessesBench bench =
          new ProcessesBench(
              (int) arguments.number("tasks", 100_000),
              (int) arguments.number("workers", 2),
              arguments.text("jvm", ""));
      // Warm is what a pool is after some cells: half as many rounds again do not count.
      for (int round = -(rounds + 1) / 2; round < rounds; round++) {
        if (round == 0) {
          bench.rows.clear();
        }
        bench.round(only);
      }
      bench.print(rounds);
      System.exit(0);
    } catch (IllegalArgumentException e) {
      System.err.println("processes: " + e.getMessage());
      System.exit(2);
    }
  }

  private void round(String only) throws Exception {
    if (wanted(only, "trip")) {
      trips();
    }
    if (wanted(only, "each")) {
      rate("tiny tasks, one by one, per ms", warm().chunk(1));
    }
    if (wanted(only, "chosen")) {
      rate("tiny tasks, chunks chosen, per ms", warm());
    }
    if (wanted(only, "chunk")) {
      rate("tiny tasks, four chunks, per ms", warm().chunk(Math.max(1, tasks / 4)));
    }
    if (wanted(only, "sum")) {
      sum();
    }
    if (wanted(only, "value")) {
      value();
    }
    if (wanted(only, "shared")) {
      shared();
    }
    if (wanted(only, "cold")) {
      cold();
    }
    if (wanted(only, "kill")) {
      kill();
    }
  }

  private static boolean wanted(String only, String row) {
    return only.isEmpty() || List.of(only.split(",")).contains(row);
  }

  private Lane warm() {
    return Lanes.processes(workers).quiet();
  }

  private void trips() throws InterruptedException, ExecutionException {
    Callable<Object> nothing = (Callable<Object> & java.io.Serializable) () -> null;
    double[] micros = new double[300];
    try (Lane lane = warm()) {
      for (int i = 0; i < micros.length; i++) {
        long begun = System.nanoTime();
        Object _ = lane.submit(nothing).get();
        micros[i] = (System.nanoTime() - begun) / 1e3;
      }
    }
    Arrays.sort(micros);
    add("no-op there and back, p50, µs", micros[micros.length / 2]);
    add("no-op there and back, p90, µs", micros[micros.length * 9 / 10]);
  }

  private void rate(String what, Lane lane) {
    long begun = System.nanoTime();
    LaneRun<Integer> run = lane.map(tasks, TINY);
    double millis = (System.nanoTime() - begun) / 1e6;
    for (int i = 0; i < tasks; i++) {
      if (run.outcomes().get(i).value() != i + 1) {
        throw new IllegalStateException("item " + i + " came back wrong");
      }
    }
    add(what, tasks / millis);
  }

  private void sum() {
    long begun = System.nanoTime();
    LaneRun<Long> run = warm().map(List.of(100_000, 100_000, 100_000, 100_000), SUM);
    add("sum(i*i), n = 100,000, four items, ms", (System.nanoTime() - begun) / 1e6);
    if (run.values().getFirst() != 333_328_333_350_000L) {
      throw new IllegalStateException("a wrong sum");
    }
  }

  private void value() {
    // Another array each time, as far as can be seen from outside.
    numbers[0]++;
    numbers[NUMBERS - 1]++;
    double expected = numbers[0] + numbers[NUMBERS - 1];
    long begun = System.nanoTime();
    LaneRun<Double> run = warm().map(List.of(numbers), a -> a[0] + a[a.length - 1]);
    add("100 MB of doubles in, by value, ms", (System.nanoTime() - begun) / 1e6);
    ItemTiming timing = run.outcomes().getFirst().timing();
    add("  of these until the item was sent", (timing.shipped() - begun) / 1e6);
    add("  from then on until it began", (timing.started() - timing.shipped()) / 1e6);
    if (run.values().getFirst() != expected) {
      throw new IllegalStateException("a wrong number");
    }
    numbers[0]++;
    captured("100 MB captured, changed since, ms");
    captured("  unchanged, ms");
  }

  private void captured(String what) {
    double[] array = numbers;
    long begun = System.nanoTime();
    LaneRun<Double> run = warm().map(1, i -> array[0] + array[array.length - 1]);
    add(what, (System.nanoTime() - begun) / 1e6);
    if (run.values().getFirst() != array[0] + array[array.length - 1]) {
      throw new IllegalStateException("a wrong number");
    }
  }

  private void shared() {
    if (shared == null) {
      shared = Lanes.share(numbers);
    }
    shared.set(NUMBERS - 1, shared.get(NUMBERS - 1) + 1);
    double expected = shared.get(NUMBERS - 1);
    SharedDoubles array = shared;
    long begun = System.nanoTime();
    LaneRun<Double> run = warm().map(1, i -> array.get(NUMBERS - 1));
    add("100 MB shared, one number read, ms", (System.nanoTime() - begun) / 1e6);
    if (run.values().getFirst() != expected) {
      throw new IllegalStateException("a wrong number");
    }
    begun = System.nanoTime();
    LaneRun<Integer> without = warm().map(1, i -> i);
    add("  the same run without the array", (System.nanoTime() - begun) / 1e6);
    if (without.values().getFirst() != 0) {
      throw new IllegalStateException("a wrong number");
    }
  }

  private void cold() throws IOException, InterruptedException {
    String name = "cold-" + pools++;
    Lane lane = Lanes.processes(2).quiet().option("pool", name);
    if (!jvm.isEmpty()) {
      lane = lane.option("jvm", jvm);
    }
    long begun = System.nanoTime();
    LaneRun<Long> run = lane.map(2, i -> ProcessHandle.current().pid());
    long first = run.outcomes().stream().mapToLong(o -> o.timing().collected()).min().orElse(0);
    add("cold pool of 2, first result, ms", (first - begun) / 1e6);
    add(
        "its workers' CPU time, each, ms",
        run.values().stream().mapToLong(this::cpu).average().orElse(0));
    add("idle worker, RSS, MB", memory(run.values().getFirst()) / 1024.0);
    awaitStarts(name);
    Lanes.pools().stop(name, true);
  }

  /// A worker that still starts would be in the way of the next row.
  private static void awaitStarts(String name) throws InterruptedException {
    while (Lanes.pools().list().stream()
        .filter(pool -> pool.name().equals(name))
        .flatMap(pool -> pool.workers().stream())
        .anyMatch(worker -> worker.state() != WorkerPools.State.IDLE)) {
      Thread.sleep(5);
    }
  }

  /// Milliseconds, in steps of ten: what a start costs whatever else the machine does.
  private long cpu(long pid) {
    return ProcessHandle.of(pid)
        .flatMap(process -> process.info().totalCpuDuration())
        .orElse(Duration.ZERO)
        .toMillis();
  }

  /// Kilobytes of a process that are in memory. Linux only.
  private static double memory(long pid) throws IOException {
    Path status = Path.of("/proc/" + pid + "/status");
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")))
        .findFirst()
        .orElse(Double.NaN);
  }

  /// A worker is killed while both run an item, with a spare beside them.
  private void kill() throws Exception {
    Lane lane = Lanes.processes(2).quiet().option("pool", "kill");
    // The spare comes half a second after a run.
    Object _ = lane.map(2, i -> i);
    while (Lanes.pools().list().stream()
        .filter(pool -> pool.name().equals("kill"))
        .anyMatch(pool -> pool.workers().size() < 3)) {
      Thread.sleep(20);
    }
    Path told = Files.createTempFile("jlanes-bench-", ".txt");
    String file = told.toString();
    long[] killed = new long[1];
    Thread killer =
        Thread.ofPlatform()
            .start(() -> {
              try {
                while (Files.size(told) == 0) {
                  Thread.sleep(1);
                }
                killed[0] = System.nanoTime();
                ProcessHandle.of(Long.parseLong(Files.readString(told).strip()))
                    .ifPresent(ProcessHandle::destroyForcibly);
              } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    LaneRun<Long> run =
        lane.map(
            2,
            i -> {
              Path mark = Path.of(file);
              if (i == 0 && Files.size(mark) == 0) {
                Files.writeString(mark, "" + ProcessHandle.current().pid());
                Thread.sleep(60_000);
              }
              Thread.sleep(100);
              return ProcessHandle.current().pid();
            });
    killer.join();
    Files.delete(told);
    Outcome<Long> again = run.outcomes().getFirst();
    ItemTiming timing = again.timing();
    add("kill -9 until the item runs again, ms", (timing.started() - killed[0]) / 1e6);
    if (again.attempts() != 2 || run.outcomes().getLast().attempts() != 1) {
      throw new IllegalStateException("other items than the one that was killed ran again");
    }
  }

  private void add(String row, double value) {
    rows.computeIfAbsent(row, r -> new ArrayList<>()).add(value);
  }

  private void print(int rounds) {
    System.out.printf(
        Locale.ROOT, "%-45s%14s%14s   of %d rounds%n", "", "median", "best tenth", rounds);
    rows.forEach((row, values) -> {
      double[] sorted = values.stream().mapToDouble(v -> v).sorted().toArray();
      boolean more = row.endsWith("per ms");
      int tenth = (sorted.length - 1) / 10;
      System.out.printf(
          Locale.ROOT,
          "%-45s%,14.2f%,14.2f%n",
          row,
          sorted[sorted.length / 2],
          more ? sorted[sorted.length - 1 - tenth] : sorted[tenth]);
    });
  }
}
