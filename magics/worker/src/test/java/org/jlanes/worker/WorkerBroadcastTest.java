package org.jlanes.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jlanes.lanes.Lane;
import org.jlanes.lanes.LaneRun;
import org.jlanes.lanes.Lanes;
import org.jlanes.lanes.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Large arrays that bodies capture: sent once to each worker, also when later runs use them.
@Timeout(120)
final class WorkerBroadcastTest {
  private static final Path SHARED_MEMORY = Path.of("/dev/shm");

  private final Bench bench = new Bench();

  private static Lane lane(int workers) {
    return Lanes.processes(workers).quiet().option("pool", "cast");
  }

  private <R> List<R> values(int workers, String note, Task<Integer, R> body) throws Exception {
    LaneRun<R> run = bench.cell(() -> lane(workers).map(4, body));
    assertTrue(
        run.facts().notes().stream().anyMatch(n -> n.endsWith(note)), () -> run.facts().toString());
    return run.values();
  }

  /// Sees to it that there are two workers: a run begins with the first.
  private void bothWorkers(Path folder) throws Exception {
    String here = folder.toString();
    bench.cell(() -> {
      lane(2).chunk(1).forEach(2, i -> Bench.meet(here, i, 2));
      return null;
    });
  }

  @Test
  void anArrayIsSentAgainOnlyWhereItIsMissingOrHasChanged(@TempDir Path folder) throws Exception {
    double[] big = new double[200_000];
    big[3] = 7;
    assertEquals(
        List.of(0.0, 0.0, 0.0, 7.0),
        values(1, "(1.6 MB) was sent to 1 worker, for later runs too", i -> big[i]));
    assertEquals(
        List.of(1.0, 1.0, 1.0, 8.0),
        values(1, "(1.6 MB) was in 1 worker already and was not sent", i -> ++big[i]));
    bothWorkers(folder);
    assertEquals(
        List.of(0.0, 0.0, 0.0, 7.0),
        values(
            2, "was sent to 1 worker, for later runs too; 1 worker had it already", i -> big[i]));
    big[0] = 5;
    assertEquals(
        List.of(5.0, 0.0, 0.0, 7.0),
        values(2, "was sent to 2 workers, for later runs too", i -> big[i]));
    double[] equal = big.clone();
    assertEquals(
        List.of(5.0, 0.0, 0.0, 7.0),
        values(2, "was in 2 workers already and was not sent", i -> equal[i]));
  }

  /// The files of a size in shared memory.
  private static List<String> copies(long size) {
    try (Stream<Path> all = Files.walk(SHARED_MEMORY, 2)) {
      return all.filter(file -> size(file) == size).map(f -> f.getFileName().toString()).toList();
    } catch (IOException | UncheckedIOException e) {
      // Another process has removed its own.
      return Collections.nCopies(2, "?");
    }
  }

  private static long size(Path file) {
    try {
      return Files.isRegularFile(file) ? Files.size(file) : -1;
    } catch (NoSuchFileException e) {
      return -1;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isMapped(String name) throws IOException {
    try (Stream<String> maps = Files.lines(Path.of("/proc/self/maps"))) {
      return maps.anyMatch(line -> line.contains("/dev/shm") && line.contains("/" + name));
    }
  }

  @Test
  void whatHasChangedIsCopiedToTheSameMemory() throws Exception {
    assumeTrue(Files.isWritable(SHARED_MEMORY));
    int[] table = new int[412_345];
    String sent = "was sent to 1 worker, for later runs too";
    assertEquals(List.of(0, 0, 0, 0), values(1, sent, i -> table[i]));
    List<String> first = copies(4L * table.length);
    assertEquals(1, first.size(), first::toString);
    table[1] = 5;
    table[table.length - 1] = 6;
    assertEquals(List.of(6, 11, 6, 6), values(1, sent, i -> table[i] + table[table.length - 1]));
    assertEquals(first, copies(4L * table.length));
  }

  private String keepAnArray(int length) throws Exception {
    int[] table = new int[length];
    values(1, "was sent to 1 worker, for later runs too", i -> table[i]);
    List<String> copies = copies(4L * length);
    assertEquals(1, copies.size(), copies::toString);
    return copies.getFirst();
  }

  @Test
  void whatNobodyNeedsIsFreedHereAndInTheWorker() throws Exception {
    assumeTrue(Files.isWritable(SHARED_MEMORY) && Files.isDirectory(Path.of("/proc/self")));
    int length = 312_347;
    String name = keepAnArray(length);
    Bench.await(
        "the copy of an array that is garbage is gone",
        () -> {
          System.gc();
          return copies(4L * length).isEmpty();
        });
    assertEquals(List.of(false), bench.cell(() -> lane(1).map(1, i -> isMapped(name))).values());
  }
}
