package org.jlanes.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jlanes.lanes.LaneFailure;
import org.jlanes.lanes.Lanes;
import org.jlanes.lanes.RunFacts.Ending;
import org.jlanes.runtime.scope.CancelledError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Results of worker processes as they come.
@Timeout(120)
final class WorkerStreamTest {
  @TempDir Path folder;
  private final Bench bench = new Bench();

  @Test
  void theReaderBeginsBeforeTheLastItemHasEnded() throws Exception {
    String there = folder.toString();
    List<Integer> order =
        bench.cell(() -> {
          List<Integer> seen = new ArrayList<>();
          Bench.processes().stream(
                  2,
                  n -> {
                    if (n == 0) {
                      Bench.await("the other is read", () -> Files.exists(Path.of(there, "read")));
                    }
                    return n;
                  })
              .forEach(n -> {
                seen.add(n);
                if (n == 1) {
                  Path.of(there, "read").toFile().mkdir();
                }
              });
          return seen;
        });

    assertEquals(List.of(1, 0), order);
  }

  @Test
  void manyResultsComeOnceEachAndInOrderIfWanted() throws Exception {
    List<Integer> expected = IntStream.range(0, 2000).boxed().toList();
    List<Integer> any = bench.cell(() -> Bench.processes().stream(2000, n -> n).toList());
    List<Integer> ordered =
        bench.cell(() -> Bench.processes().inOrder().stream(2000, n -> n).toList());

    assertEquals(expected, any.stream().sorted().toList());
    assertEquals(expected, ordered);
  }

  @Test
  void whoHasEnoughStopsTheItemsInTheWorkers() throws Exception {
    String there = folder.toString();
    int first =
        bench.cell(() -> {
          try (Stream<Integer> results =
              Bench.processes().stream(
                  Stream.iterate(0, n -> n + 1),
                  n -> {
                    if (n == 1) {
                      Files.createFile(Path.of(there, "begun"));
                      try {
                        new CountDownLatch(1).await();
                      } finally {
                        Files.createFile(Path.of(there, "stopped"));
                      }
                    } else if (n == 2) {
                      // The other worker may be the later one.
                      Bench.await("item 1 runs", () -> Files.exists(Path.of(there, "begun")));
                    }
                    return n;
                  })) {
            Iterator<Integer> each = results.iterator();
            return each.next() + each.next();
          }
        });

    assertEquals(2, first, "items 0 and 2, since 1 does not end");
    assertTrue(Files.exists(folder.resolve("stopped")));
    assertEquals(Ending.LEFT, bench.cell(() -> Lanes.last().facts().ending()));
    assertEquals(List.of(5), bench.cell(() -> Bench.processes().map(List.of(5), n -> n).values()));
  }

  @Test
  void aFailureHasItsIndexAndWhatWasComputedIsKept() throws Exception {
    List<Integer> seen = new ArrayList<>();
    LaneFailure failure =
        bench.failure(() -> {
          Lanes.processes(1).quiet().stream(
                  10,
                  n -> {
                    if (n == 3) {
                      throw new IllegalStateException("three");
                    }
                    return n;
                  })
              .forEach(seen::add);
          return null;
        });

    assertEquals(3, failure.index());
    assertEquals("three", failure.getCause().getMessage());
    // Those behind it may have ended as well before they could be stopped.
    assertEquals(List.of(0, 1, 2), seen.subList(0, 3));
    assertFalse(seen.contains(3));
    assertEquals(List.of(0, 1, 2), failure.run().values().subList(0, 3));
  }

  @Test
  void anInterruptOfTheCellEndsIt() throws Exception {
    String there = folder.toString();
    CompletableFuture<Void> press =
        CompletableFuture.runAsync(() -> {
          try {
            Bench.await("it runs", () -> Files.exists(Path.of(there, "runs")));
            bench.scope().cancel("interrupted");
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
    CancelledError interrupted =
        bench.cancellation(() ->
            Bench.processes().stream(
                    2,
                    n -> {
                      if (n == 1) {
                        Files.createFile(Path.of(there, "runs"));
                        new CountDownLatch(1).await();
                      }
                      return n;
                    })
                .toList());
    // Not by a wait that an interrupt ends: this thread is one of the scope's, whose cancellation
    // interrupts it, now or a moment later.
    press.join();

    assertEquals("interrupted", interrupted.getMessage());
    boolean _ = Thread.interrupted();
    assertFalse(Thread.currentThread().isInterrupted());
    assertThrows(CancelledError.class, () -> bench.cell(() -> 1));
  }
}
