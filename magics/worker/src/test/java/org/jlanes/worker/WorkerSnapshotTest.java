package org.jlanes.worker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jlanes.lanes.Lane;
import org.jlanes.lanes.Lanes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What is sent is what its values are at that moment, although the user's code goes on and changes
/// them: a result that its worker uses again, a task that waits for a worker.
@Timeout(120)
final class WorkerSnapshotTest {
  /// Makes the tasks behind it wait.
  private static final Callable<Integer> SLOW =
      (Callable<Integer> & Serializable)
          () -> {
            Thread.sleep(50);
            return 0;
          };

  private final Bench bench = new Bench();

  /// What items of one worker share, as a body with state of its own does.
  private static double[] buffer;

  @Test
  void aResultIsWhatTheArrayHeldWhenItsItemEnded() throws Exception {
    for (int length : List.of(4_000, 100_000, 300_000)) {
      List<double[]> results =
          bench.cell(() ->
              Bench.processes()
                  .map(
                      200,
                      i -> {
                        if (buffer == null || buffer.length != length) {
                          buffer = new double[length];
                        }
                        Arrays.fill(buffer, i);
                        return buffer;
                      })
                  .values());
      for (int i = 0; i < results.size(); i++) {
        double[] expected = new double[length];
        Arrays.fill(expected, i);
        assertArrayEquals(expected, results.get(i), "item " + i);
      }
    }
  }

  private static double[] ends(double[] array) {
    return new double[] {array[0], array[array.length / 2], array[array.length - 1]};
  }

  private void assertTasksSeeTheirOwn(int length, int tasks) throws Exception {
    double[] array = new double[length];
    try (Lane lane = Lanes.processes(1).quiet()) {
      // Whatever the lane sends ahead: most tasks wait.
      Future<Integer> before = lane.submit(SLOW);
      List<Future<double[]>> all = new ArrayList<>();
      for (int i = 0; i < tasks; i++) {
        Arrays.fill(array, i);
        all.add(lane.submit((Callable<double[]> & Serializable) () -> ends(array)));
      }
      Arrays.fill(array, -1);
      assertEquals(0, before.get());
      for (int i = 0; i < tasks; i++) {
        assertArrayEquals(new double[] {i, i, i}, all.get(i).get(), "task " + i);
      }
    }
  }

  @Test
  void aTaskGetsWhatItsSmallArrayHeldWhenItWasSubmitted() throws Exception {
    assertTasksSeeTheirOwn(10, 500);
  }

  @Test
  void soDoesATaskWithAnArrayThatTravelsBesideTheStream() throws Exception {
    assertTasksSeeTheirOwn(10_000, 100);
  }

  @Test
  void soDoesATaskWithAnArrayThatTravelsInSharedMemory() throws Exception {
    assertTasksSeeTheirOwn(1_000_000, 30);
  }

  private static double hundreds(int i) {
    return Math.floorDiv(i, 100);
  }

  @Test
  void manyTasksThatWaitWithOneLargeArrayShareItsCopy() throws Exception {
    // 400 copies would be 12.8 GB.
    double[] array = new double[4_000_000];
    try (Lane lane = Lanes.processes(1).quiet()) {
      Future<Integer> before = lane.submit(SLOW);
      List<Future<Double>> all = new ArrayList<>();
      for (int i = 0; i < 400; i++) {
        array[0] = hundreds(i);
        all.add(lane.submit((Callable<Double> & Serializable) () -> array[0]));
      }
      assertEquals(0, before.get());
      for (int i = 0; i < 400; i++) {
        assertEquals(hundreds(i), all.get(i).get());
      }
    }
  }

  @Test
  void soDoesATaskThatAnotherWorkerIsGiven() throws Exception {
    // More than waits for a message of its own: what stands behind a long task moves.
    double[] array = new double[200_000];
    try (Lane lane = Lanes.processes(2).quiet()) {
      List<Future<double[]>> all = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        Arrays.fill(array, i);
        int millis = i % 8 == 0 ? 100 : 0;
        all.add(
            lane.submit(
                (Callable<double[]> & Serializable)
                    () -> {
                      Thread.sleep(millis);
                      return ends(array);
                    }));
      }
      Arrays.fill(array, -1);
      for (int i = 0; i < all.size(); i++) {
        assertArrayEquals(new double[] {i, i, i}, all.get(i).get(), "task " + i);
      }
    }
  }

  @Test
  void soDoesATaskWhoseWorkerDied(@TempDir Path folder) throws Exception {
    String died = folder.resolve("died").toString();
    for (int length : List.of(10, 10_000)) {
      double[] array = new double[length];
      try (Lane lane = Lanes.processes(1).quiet()) {
        Arrays.fill(array, 3);
        Future<double[]> future =
            lane.submit(
                (Callable<double[]> & Serializable)
                    () -> {
                      if (new File(died + length).createNewFile()) {
                        Bench.die();
                      }
                      return ends(array);
                    });
        Arrays.fill(array, -1);
        assertArrayEquals(new double[] {3, 3, 3}, future.get());
        assertTrue(new File(died + length).exists(), "it was run again");
      }
    }
  }

  @Test
  void aTaskThatCannotBeSentSaysSoInItsFuture() throws Exception {
    Object captured = Thread.currentThread();
    try (Lane lane = Lanes.processes(1).quiet()) {
      Future<String> future =
          lane.submit((Callable<String> & Serializable) () -> captured.toString());
      ExecutionException e = assertThrows(ExecutionException.class, future::get);
      String message = e.getCause().getMessage();
      assertTrue(message.contains("java.lang.Thread"), message);
    }
  }
}
