package org.jlanes.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Cleaner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jlanes.lanes.LaneFailure;
import org.jlanes.lanes.Lanes;
import org.jlanes.lanes.SharedDoubles;
import org.jlanes.lanes.SharedInts;
import org.jlanes.lanes.SharedLongs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Arrays that worker processes use where they are, and when their memory goes.
final class WorkerSharedArrayTest {
  private final Bench bench = new Bench();

  @TempDir private Path folder;

  /// How many shared arrays a process has mapped.
  static long mapped(long pid) {
    try (var lines = Files.lines(Path.of("/proc/" + pid + "/maps"))) {
      return lines.filter(line -> line.contains("/jlanes-") && line.endsWith("(deleted)")).count();
    } catch (IOException e) {
      return 0;
    }
  }

  @Test
  void workersReadAndWriteTheSameMemory() throws Exception {
    double[] given = new double[100_000];
    try (SharedDoubles shared = Lanes.share(given);
        SharedLongs sum = SharedLongs.ofLength(1)) {
      bench.cell(() ->
          Bench.processes()
              .forEach(
                  shared.ranges(8),
                  range -> {
                    for (long i = range.from(); i < range.to(); i++) {
                      shared.set(i, 2.0 * i);
                      sum.getAndAdd(0, i);
                    }
                  }));
      assertEquals(2.0 * 99_999, shared.get(99_999));
      assertEquals(2.0 * 50_000, shared.get(50_000));
      assertEquals(99_999L * 50_000, sum.get(0), "atomic between processes");
      shared.set(7, -1);
      assertEquals(
          List.of(-1.0),
          bench.cell(() -> Bench.processes().map(1, i -> shared.get(7)).values()),
          "a worker that has it mapped sees what the notebook sets");
    }
  }

  @Test
  void whatComesBackIsTheArrayItself() throws Exception {
    try (SharedInts shared = Lanes.share(new int[] {1, 2, 3})) {
      List<SharedInts> back =
          bench.cell(() ->
              Bench.processes()
                  .map(
                      List.of(shared),
                      s -> {
                        s.set(0, 10);
                        return s;
                      })
                  .values());
      assertEquals(10, shared.get(0));
      back.getFirst().set(1, 20);
      assertEquals(20, shared.get(1));
      assertSame(shared.segment(), back.getFirst().segment());
    }
  }

  @Test
  void closingWaitsForTheRunThatUsesItAndThenWorkersLetGoToo() throws Exception {
    assumeTrue(Files.isReadable(Path.of("/proc/self/maps")), "no /proc");
    SharedDoubles shared = SharedDoubles.ofLength(1000);
    String here = folder.toString();
    long worker = bench.pidOfTheWorker();
    Future<List<Double>> running =
        Lanes.threads(1)
            .submit(() ->
                bench.cell(() ->
                    Lanes.processes(1)
                        .quiet()
                        .map(
                            1,
                            i -> {
                              Bench.meet(here, 0, 2);
                              return shared.get(0);
                            })
                        .values()));
    Bench.await("the item runs", () -> Files.exists(folder.resolve("here-0")));
    IllegalStateException refused = assertThrows(IllegalStateException.class, shared::close);
    assertTrue(refused.getMessage().contains("is used by a run"), refused.getMessage());
    shared.set(0, 5);
    Files.createFile(folder.resolve("here-1"));
    assertEquals(List.of(5.0), running.get());
    shared.close();
    Bench.await("the worker lets go", () -> mapped(worker) == 0);
    LaneFailure e = bench.failure(() -> Bench.processes().map(1, i -> shared.get(0)));
    assertTrue(e.getMessage().contains("the shared array was closed"), e.getMessage());
  }

  @Test
  void whatAWorkerKeepsOfAnArrayThatIsClosedSaysSo() throws Exception {
    SharedDoubles shared = SharedDoubles.ofLength(1000);
    bench.cell(() -> Lanes.processes(1).quiet().map(1, i -> Kept.set(shared)).values());
    shared.close();
    LaneFailure e = bench.failure(() -> Lanes.processes(1).quiet().map(1, i -> Kept.array.get(0)));
    assertEquals("the shared array was closed", e.getCause().getMessage());
  }

  /// What a body leaves behind in its worker.
  private static final class Kept {
    static SharedDoubles array;

    static int set(SharedDoubles shared) {
      array = shared;
      return 0;
    }
  }

  @Test
  void aWorkerKeepsAnArrayMappedAlthoughNoRunRefersToIt() throws Exception {
    assumeTrue(Files.isReadable(Path.of("/proc/self/maps")), "no /proc");
    try (SharedDoubles shared = SharedDoubles.ofLength(1000)) {
      long worker = bench.pidOfTheWorker();
      bench.cell(() -> Lanes.processes(1).quiet().map(1, i -> shared.get(0)).values());
      bench.cell(() ->
          Lanes.processes(1)
              .quiet()
              .map(
                  1,
                  i -> {
                    CountDownLatch collected = new CountDownLatch(1);
                    Cleaner.create().register(new Object(), collected::countDown);
                    while (!collected.await(10, TimeUnit.MILLISECONDS)) {
                      System.gc();
                    }
                    return 0;
                  })
              .values());
      assertTrue(mapped(worker) > 0, "it would have to be opened again");
    }
  }

  @Test
  void anArrayThatAWorkerSharesStaysThere() throws Exception {
    LaneFailure e = bench.failure(() -> Bench.processes().map(1, i -> Lanes.share(new int[] {1})));
    assertTrue(e.getMessage().contains("in a worker process cannot leave it"), e.getMessage());
    assertEquals(
        List.of(1),
        bench.cell(
            () -> Bench.processes().map(1, i -> Lanes.share(new int[] {1}).get(0)).values()));
  }

  @Test
  void theMemoryOutlivesAWorkerThatIsKilledAndIsSeenByTheNext() throws Exception {
    String marks = folder.toString();
    try (SharedLongs shared = SharedLongs.ofLength(2)) {
      bench.cell(() ->
          Bench.processes()
              .forEach(
                  2,
                  i -> {
                    shared.getAndAdd(i, 1);
                    if (i == 1 && !Files.exists(Path.of(marks, "died"))) {
                      Files.createFile(Path.of(marks, "died"));
                      Bench.die();
                    }
                  }));
      assertEquals(List.of(1L, 2L), List.of(shared.get(0), shared.get(1)));
    }
    // What other tests have dropped may still be there.
    Bench.await(
        "the memory goes",
        () -> {
          System.gc();
          return mapped(ProcessHandle.current().pid()) == 0;
        });
  }

  @Test
  void memorySegmentsTravelByValue() throws Exception {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment large = arena.allocate(ValueLayout.JAVA_DOUBLE, 500_000);
      large.setAtIndex(ValueLayout.JAVA_DOUBLE, 499_999, 2.5);
      List<MemorySegment> back =
          bench.cell(() ->
              Bench.processes()
                  .map(
                      List.of(large),
                      segment -> {
                        double last = segment.getAtIndex(ValueLayout.JAVA_DOUBLE, 499_999);
                        segment.setAtIndex(ValueLayout.JAVA_DOUBLE, 0, 2 * last);
                        return segment;
                      })
                  .values());
      assertEquals(5, back.getFirst().getAtIndex(ValueLayout.JAVA_DOUBLE, 0));
      assertEquals(0, large.getAtIndex(ValueLayout.JAVA_DOUBLE, 0), "the worker has a copy");
    }
  }
}
