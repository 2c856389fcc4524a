package org.jlanes.worker;

import java.io.Serializable;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jlanes.lanes.Lane;
import org.jlanes.lanes.Lanes;
import org.jlanes.lanes.SharedDoubles;

/// Measures what 100 MB of doubles cost on their way to a worker process and back, by value and
/// shared. Not a test. After `mvn -Dfast -pl magics/worker -am test-compile`, with the `classes`
/// and `test-classes` of runtime, lanes and worker on the class path:
///
/// ```
/// java -Xmx4g -cp … org.jlanes.worker.ArraysBench [repetitions] [options of the workers' JVM]
/// ```
final class ArraysBench {
  private static final int LENGTH = 12_500_000;
  private static final int WARM_UP = 5;

  /// A task that can be sent.
  private interface Work extends Callable<Object>, Serializable {}

  private final int repetitions;
  private final Lane lane;

  private ArraysBench(int repetitions, Lane lane) {
    this.repetitions = repetitions;
    this.lane = lane;
  }

  public static void main(String[] arguments) throws Exception {
    if (System.getProperty("jlanes.worker.jar") == null) {
      Bench.useBuiltWorker();
    }
    int repetitions = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 21;
    Lane lane = Lanes.processes(1).quiet();
    try (Lane used = arguments.length > 1 ? lane.option("jvm", arguments[1]) : lane) {
      new ArraysBench(repetitions, used).measure();
    }
    System.exit(0);
  }

  private void measure() throws Exception {
    double[] array = new double[LENGTH];
    Arrays.setAll(array, i -> i);
    MemorySegment segment =
        Arena.global()
            .allocate(ValueLayout.JAVA_DOUBLE, LENGTH)
            .copyFrom(MemorySegment.ofArray(array));
    SharedDoubles shared = Lanes.share(array);
    int last = LENGTH - 1;
    row("a run, without data", () -> lane.map(1, i -> 1.0).values());
    row("a run, double[] captured", () -> lane.map(1, i -> array[last]).values());
    row("a run, double[] as the item", () -> lane.map(List.of(array), a -> a[last]).values());
    row("a run, double[] as the result", () -> lane.map(1, i -> new double[LENGTH]).values());
    row("a run, shared array", () -> lane.map(1, i -> shared.get(last)).values());
    task("a task, without data", () -> 1.0);
    task("a task, double[] in", () -> array[last]);
    task("a task, MemorySegment in", () -> segment.getAtIndex(ValueLayout.JAVA_DOUBLE, last));
    task("a task, shared array", () -> shared.get(last));
    task("a task, sum of a double[]", () -> sum(array));
    task("a task, sum of a shared array", () -> sum(shared));
    task("a task, sum of its toArray()", () -> sum(shared.toArray()));
    row(
        "sharing and closing",
        () -> {
          Lanes.share(array).close();
          return null;
        });
  }

  private static double sum(SharedDoubles shared) {
    double sum = 0;
    for (long i = 0; i < shared.length(); i++) {
      sum += shared.get(i);
    }
    return sum;
  }

  private static double sum(double[] array) {
    double sum = 0;
    for (double each : array) {
      sum += each;
    }
    return sum;
  }

  private void task(String what, Work work) throws Exception {
    row(what, () -> lane.submit((Callable<Object>) work).get());
  }

  private void row(String what, Callable<?> run) throws Exception {
    for (int i = 0; i < WARM_UP; i++) {
      run.call();
    }
    long[] nanos = new long[repetitions];
    for (int i = 0; i < repetitions; i++) {
      long begun = System.nanoTime();
      run.call();
      nanos[i] = System.nanoTime() - begun;
    }
    Arrays.sort(nanos);
    System.out.printf(
        "%-32s median %8.3f ms   fastest %8.3f ms   slowest %8.3f ms%n",
        what, nanos[repetitions / 2] / 1e6, nanos[0] / 1e6, nanos[repetitions - 1] / 1e6);
  }
}
