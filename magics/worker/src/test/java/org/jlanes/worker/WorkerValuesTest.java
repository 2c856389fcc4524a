package org.jlanes.worker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import org.jlanes.lanes.Lane;
import org.jlanes.lanes.LaneFailure;
import org.jlanes.lanes.LaneRun;
import org.jlanes.lanes.Lanes;
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
    // So large that workers read it while it is still copied.
    double[] large = new double[2_000_000];
    large[1_999_999] = 1;
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
    assertEquals(2.0, doubled.get(1)[1_999_999]);
    assertEquals(1.0, large[1_999_999], "the worker has a copy");
    assertArrayEquals(doubled.get(0), doubled.get(1));
  }

  @Test
  void aTaskGetsWhatItsArrayHeldWhenItWasSubmitted() throws Exception {
    double[] large = new double[5_000_000];
    try (Lane lane = Lanes.processes(1).quiet()) {
      for (int i = 0; i < 6; i++) {
        Arrays.fill(large, i);
        Callable<double[]> task =
            (Callable<double[]> & Serializable)
                () -> new double[] {large[0], large[2_500_000], large[4_999_999]};
        Future<double[]> ends = lane.submit(task);
        Arrays.fill(large, -1);
        assertArrayEquals(new double[] {i, i, i}, ends.get());
      }
    }
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
    @SuppressWarnings("UnusedVariable") // cannot be sent
    private final Object kept = Thread.currentThread();

    Holder(String message, Throwable cause) {
      super(message, cause);
    }
  }

  @Test
  void anExceptionThatCannotBeSentIsDescribedWithItsCauses() throws Exception {
    LaneFailure failure =
        bench.failure(() ->
            Bench.processes()
                .map(
                    1,
                    i -> {
                      Exception cause = new Holder("the cause", new IOException("the first"));
                      cause.addSuppressed(new IllegalStateException("beside"));
                      throw new Holder("the message", cause);
                    }));
    RemoteFailure described = assertInstanceOf(RemoteFailure.class, failure.getCause());
    assertEquals(Holder.class.getName(), described.type());
    assertEquals("the message", described.getMessage());
    assertTrue(described.getStackTrace()[0].getClassName().startsWith(getClass().getName()));
    RemoteFailure cause = assertInstanceOf(RemoteFailure.class, described.getCause());
    assertEquals("the cause", cause.getMessage());
    assertInstanceOf(IllegalStateException.class, cause.getSuppressed()[0]);
    assertInstanceOf(IOException.class, cause.getCause());
  }

  @Test
  void aResultThatCannotBeSentSaysSo() throws Exception {
    LaneFailure failure =
        bench.failure(() -> Bench.processes().map(1, i -> Thread.currentThread()));
    String message = failure.getCause().getMessage();
    assertTrue(message.startsWith("the result (java.lang.Thread) cannot be sent back"), message);
    assertNull(failure.getCause().getCause(), "nothing else to say");
  }

  @Test
  void aCapturedValueThatCannotBeSentSaysSo() {
    Thread captured = Thread.currentThread();
    LaneFailure failure = bench.failure(() -> Bench.processes().map(1, i -> captured.getName()));
    assertTrue(
        failure.getMessage().contains("(java.lang.Thread) cannot be sent to a worker process"),
        failure.getMessage());
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      assertNotEquals(failure.getMessage(), cause.getMessage(), "is said once");
    }
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

  /// Says nothing of serialization.
  private static class Plain {
    final int number;
    Plain other;

    Plain(int number) {
      this.number = number;
    }
  }

  @Test
  void aProgramsPlainObjectsGoBothWays() throws Exception {
    Plain plain = new Plain(3);
    plain.other = new Plain(4);
    plain.other.other = plain;
    List<Plain> back =
        bench.cell(() ->
            Bench.processes()
                .map(
                    List.of(plain),
                    p -> {
                      Plain sum = new Plain(p.number + plain.other.number);
                      sum.other = p.other.other;
                      return sum;
                    })
                .values());
    assertEquals(7, back.getFirst().number);
    assertEquals(3, back.getFirst().other.number);
    assertSame(back.getFirst().other, back.getFirst().other.other.other);
  }
}
