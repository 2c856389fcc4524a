package org.jlanes.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jlanes.lanes.Lane;
import org.jlanes.lanes.Lanes;
import org.jlanes.lanes.SharedDoubles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is left in shared memory, and when it goes.
final class WorkerSharedMemoryTest {
  private static final Path SHARED_MEMORY = Path.of("/dev/shm");

  private final Bench bench = new Bench();

  @BeforeEach
  void linux() {
    assumeTrue(Files.isWritable(SHARED_MEMORY), "no /dev/shm");
  }

  private static long foldersOf(OtherKernel kernel) throws IOException {
    String prefix = "jlanes-" + kernel.process().pid() + "-";
    try (Stream<Path> all = Files.list(SHARED_MEMORY)) {
      return all.filter(p -> p.getFileName().toString().startsWith(prefix)).count();
    }
  }

  private static void killTogether(OtherKernel kernel) throws Exception {
    List<String> command = new ArrayList<>(List.of("kill", "-9"));
    kernel.workers().forEach(pid -> command.add(pid.toString()));
    command.add("" + kernel.process().pid());
    // The workers are stopped first: none may see its kernel die and tidy up.
    List<String> stop = new ArrayList<>(command);
    stop.set(1, "-STOP");
    assertEquals(0, new ProcessBuilder(stop).start().waitFor());
    assertEquals(0, new ProcessBuilder(command).start().waitFor());
    for (long pid : kernel.workers()) {
      var worker = ProcessHandle.of(pid);
      if (worker.isPresent()) {
        worker.get().onExit().get(Bench.PATIENCE.toSeconds(), TimeUnit.SECONDS);
      }
    }
    kernel.process().waitFor();
  }

  @Test
  void nothingIsMadeThereWithoutLargeArrays() throws Exception {
    try (OtherKernel kernel = OtherKernel.start()) {
      assertEquals(0, foldersOf(kernel));
    }
  }

  @Test
  void whatAKilledKernelAndItsKilledWorkersLeftIsRemovedByALaterKernel() throws Exception {
    try (OtherKernel killed = OtherKernel.start("large");
        OtherKernel living = OtherKernel.start("large")) {
      killTogether(killed);
      assertEquals(2, foldersOf(killed), "one for each worker");
      try (OtherKernel later = OtherKernel.start()) {
        assertEquals(0, foldersOf(killed));
        assertEquals(2, foldersOf(living));
        assertEquals(0, foldersOf(later));
      }
    }
  }

  @Test
  void aFullFileSystemIsToldAndNeverTheEndOfAProcess() throws Exception {
    try (SmallTmpfs small = SmallTmpfs.mount("size=24m")) {
      System.setProperty("jlanes.shared.memory", small.folder().toString());
      Lane lane = Lanes.processes(1).quiet().option("pool", "small");
      double[] large = new double[2_000_000];
      large[1_999_999] = 3;
      List<double[]> back =
          bench.cell(() ->
              lane.map(
                      List.of(large, large, large),
                      a -> {
                        a[0] = a[1_999_999];
                        return a;
                      })
                  .values());
      back.forEach(array -> assertEquals(3, array[0]));
      try (SharedDoubles most = Lanes.share(large)) {
        var e = assertThrows(UncheckedIOException.class, () -> Lanes.share(large));
        assertTrue(
            e.getMessage().contains("there is no room in " + small.folder()), e.getMessage());
        Files.write(small.folder().resolve("rest"), new byte[7 << 20]);
        assertEquals(
            List.of(3.0),
            bench.cell(() -> lane.map(1, i -> most.get(0) + most.get(1_999_999)).values()),
            "what there is can be used although nothing is free");
        assertEquals(
            List.of(3.0), bench.cell(() -> lane.map(List.of(large), a -> a[1_999_999]).values()));
      }
      Files.delete(small.folder().resolve("rest"));
      Lanes.share(large).close();
      Lanes.pools().stop("small", true);
      Bench.await("all is given back", () -> small.used() == 0);
    } finally {
      System.clearProperty("jlanes.shared.memory");
    }
  }

  @Test
  void whatNothingRefersToMakesRoomForTheNext() throws Exception {
    try (SmallTmpfs small = SmallTmpfs.mount("size=24m")) {
      System.setProperty("jlanes.shared.memory", small.folder().toString());
      for (int i = 0; i < 5; i++) {
        assertEquals(0, SharedDoubles.ofLength(2_000_000).get(i));
      }
    } finally {
      System.clearProperty("jlanes.shared.memory");
    }
  }

  @Test
  void nothingIsLeftOfSharedArraysWhenAllThatUseThemAreKilled() throws Exception {
    try (SmallTmpfs small = SmallTmpfs.mount("size=64m");
        OtherKernel killed = OtherKernel.start("shared=" + small.folder())) {
      assertTrue(small.used() >= OtherKernel.SHARED, small.used() + " bytes");
      try (Stream<Path> named = Files.list(small.folder())) {
        assertEquals(List.of(), named.toList(), "the system would not free what has a name");
      }
      killTogether(killed);
      Bench.await("the system has freed it", () -> small.used() == 0);
    }
  }

  @Test
  void aSharedArrayGoesWithItsKernelAlone() throws Exception {
    try (SmallTmpfs small = SmallTmpfs.mount("size=64m");
        OtherKernel killed = OtherKernel.start("shared=" + small.folder())) {
      assertTrue(small.used() >= OtherKernel.SHARED, small.used() + " bytes");
      killed.process().destroyForcibly().waitFor();
      Bench.await("its workers have let go", () -> small.used() == 0);
    }
  }
}
