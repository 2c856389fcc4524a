package org.jlanes.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is left in shared memory, and when it goes.
final class WorkerSharedMemoryTest {
  private static final Path SHARED_MEMORY = Path.of("/dev/shm");

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
}
