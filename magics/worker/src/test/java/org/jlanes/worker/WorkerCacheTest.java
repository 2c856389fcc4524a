package org.jlanes.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jlanes.lanes.Lane;
import org.jlanes.lanes.LaneRun;
import org.jlanes.lanes.Lanes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Results that are kept where there is no room for them.
@Timeout(120)
final class WorkerCacheTest {
  private final Bench bench = new Bench();

  private static Lane lane(Path cache) {
    return Lanes.processes(1).quiet().cache(cache);
  }

  private LaneRun<byte[]> run(Lane lane) throws Exception {
    return bench.cell(() ->
        lane.map(
            8,
            i -> {
              byte[] result = new byte[40_000];
              Arrays.fill(result, (byte) (int) i);
              return result;
            }));
  }

  private static void assertRight(LaneRun<byte[]> run) {
    for (int i = 0; i < 8; i++) {
      byte[] result = run.values().get(i);
      int expected = i;
      assertEquals(40_000, result.length);
      assertTrue(IntStream.range(0, result.length).allMatch(k -> result[k] == expected), "" + i);
    }
  }

  private static String notes(LaneRun<?> run) {
    return String.join("\n", run.facts().notes());
  }

  private static void fill(Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      for (byte[] block = new byte[4096]; ; ) {
        out.write(block);
      }
    } catch (IOException e) {
      // There is no room any more.
      assertTrue(Files.exists(file), e::toString);
    }
  }

  private static List<Path> begun(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.getFileName().toString().startsWith("begun-")).toList();
    }
  }

  @Test
  void aFullDiskIsToldAndTheRunGoesOn() throws Exception {
    try (SmallTmpfs small = SmallTmpfs.mount("size=200k")) {
      Path cache = small.folder().resolve("cache");
      LaneRun<byte[]> run = run(lane(cache));
      assertRight(run);
      String notes = notes(run);
      assertTrue(
          notes.matches("(?s).*[1-7] results could not be stored: .*No space left.*"), notes);
      assertTrue(notes.contains("%cache clear"), notes);
      assertEquals(List.of(), begun(cache));
      // What was stored is whole, and nothing else is taken.
      run = run(lane(cache));
      assertRight(run);
      assertTrue(notes(run).matches("(?s).*[1-7] of 8 items from the cache.*"), notes(run));
      assertFalse(notes(run).contains("damaged"), notes(run));
    }
  }

  @Test
  void aDiskThatIsFullFromTheBeginningIsToldToo() throws Exception {
    for (String options : List.of("size=64k", "size=64k,nr_inodes=12")) {
      try (SmallTmpfs small = SmallTmpfs.mount(options)) {
        Path cache = Files.createDirectory(small.folder().resolve("cache"));
        if (options.contains("inodes")) {
          for (int i = 0; small.hasInodes(); i++) {
            Files.createFile(small.folder().resolve("f" + i));
          }
        } else {
          fill(small.folder().resolve("full"));
        }
        LaneRun<byte[]> run = run(lane(cache));
        assertRight(run);
        assertTrue(notes(run).contains("8 results could not be stored"), notes(run));
        Files.deleteIfExists(small.folder().resolve("full"));
      }
    }
  }
}
