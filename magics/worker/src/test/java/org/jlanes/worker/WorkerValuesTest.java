package org.jlanes.worker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jlanes.lanes.LaneFailure;
import org.jlanes.lanes.LaneRun;
import org.jlanes.runtime.envelope.RemoteFailure;
import org.junit.jupiter.api.Test;

/// What goes to workers and comes back: values, exceptions, and what cannot travel.
final class WorkerValuesTest {
  private final Bench bench = new Bench();

  @Test
  void plainDataOfTheJdkGoesBothWays() throws Exception {
    Map<String, Integer> map = new TreeMap<>(Map.of("a", 1, "b", 2));
    Optional<Path> captured = Optional.of(Path.of("/tmp"));
    List<Optional<String>> values =
        bench.cell(() ->
            Bench.processes()
                .map(map, e -> Optional.of(e.getKey() + e.getValue() + captured.get()))
                .values());
    assertEquals(List.of(Optional.of("a1/tmp"), Optional.of("b2/tmp")), values);
  }

  @Test
  void largeArraysGoBothWays() throws Exception {
    double[] large = new double[1_000_000];
    large[999_999] = 1;
    List<double[]> doubled =
        bench.cell(() ->
            Bench.processes()
                .map(
                    List.of(large, large),
                    a -> {
                      for (int i = 0; i < a.length; i++) {
                        a[i] *= 2;
                      }
                      return a;
                    })
                .values());
    assertEquals(2.0, doubled.get(1)[999_999]);
    assertEquals(1.0, large[999_999], "the worker has a copy");
    assertArrayEquals(doubled.get(0), doubled.get(1));
  }

  @Test
  void aFailureIsTheUsersExceptionWithItsTrace() throws Exception {
    LaneFailure failure =
        bench.failure(() -> Bench.processes().map(1, i -> Integer.parseInt("zz")));
    assertInstanceOf(NumberFormatException.class, failure.getCause());
    StackTraceElement[] trace = failure.getCause().getStackTrace();
    assertTrue(trace[trace.length - 1].getClassName().startsWith(getClass().getName()));
  }

  private static final class Holder extends RuntimeException {
    @SuppressWarnings("UnusedVariable") // cannot be serialized
    private final Object kept = new Object();

    Holder(String message) {
      super(message);
    }
  }

  @Test
  void anExceptionThatCannotBeSentIsDescribed() throws Exception {
    LaneFailure failure =
        bench.failure(() ->
            Bench.processes()
                .map(
                    1,
                    i -> {
                      throw new Holder("the message");
                    }));
    RemoteFailure described = assertInstanceOf(RemoteFailure.class, failure.getCause());
    assertEquals(Holder.class.getName(), described.type());
    assertEquals("the message", described.getMessage());
    assertTrue(described.getStackTrace()[0].getClassName().startsWith(getClass().getName()));
  }

  @Test
  void aResultThatCannotBeSentSaysSo() throws Exception {
    LaneFailure failure =
        bench.failure(() -> Bench.processes().map(1, i -> Thread.currentThread()));
    String message = failure.getCause().getMessage();
    assertTrue(message.startsWith("the result (java.lang.Thread) cannot be sent back"), message);
  }

  @Test
  void aCapturedValueThatCannotBeSentSaysSo() {
    Thread captured = Thread.currentThread();
    LaneFailure failure = bench.failure(() -> Bench.processes().map(1, i -> captured.getName()));
    assertTrue(
        failure.getMessage().contains("(java.lang.Thread) cannot be sent to a worker process"),
        failure.getMessage());
  }

  @Test
  void anItemThatCannotBeSentFailsAlone() throws Exception {
    LaneRun<String> run =
        bench.cell(
            () -> Bench.processes().keepGoing().map(List.of(1, new Object(), 3), o -> "got " + o));
    assertEquals("got 1", run.values().get(0));
    assertEquals("got 3", run.values().get(2));
    assertEquals(1, run.failures().size());
    assertTrue(
        run.failures().getFirst().failure().getMessage().startsWith("the item (java.lang.Object)"));
  }
}
