package org.jlanes.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files of a kernel that has ended: sockets, shared memory, libraries, classes.
final class LeftoversIT {
  private static final Path SHARED = Path.of("/dev/shm");

  /// Makes use of everything that needs files: a worker's socket and output, large arrays, C.
  private static final List<String> CELLS =
      List.of(
          "double[] large = new double[1 << 20];",
          "%%processes --workers 2 --quiet n : 4 -> sums\nlarge[0] += n; large",
          "%%native\nint plus(int a, int b) { return a + b; }",
          "%%processes --workers 2 --quiet n : 2 -> added\nNative.plus(n, 1)",
          "new ProcessBuilder(\"true\").inheritIO().start().waitFor();",
          "class Late { int n; } new Late().n");

  @TempDir Path folder;
  private Path temporary;

  @BeforeEach
  void makeFolder() throws IOException {
    temporary = Files.createDirectory(folder.resolve("tmp"));
  }

  private KernelProcess start() throws Exception {
    List<String> argv = new ArrayList<>(KernelSession.command().argv());
    argv.add(1, "-Djava.io.tmpdir=" + temporary);
    KernelCommand command =
        new KernelCommand(argv, KernelSession.command().environment())
            .with(
                Map.of(
                    "TMPDIR", temporary.toString(),
                    "XDG_STATE_HOME", folder.resolve("state").toString(),
                    "XDG_CACHE_HOME", folder.resolve("cache").toString()));
    KernelProcess kernel = KernelProcess.start(command, Path.of("."));
    kernel.client().awaitReady(KernelSession.PATIENCE);
    return kernel;
  }

  private static void runAll(KernelProcess kernel) throws Exception {
    for (String code : CELLS) {
      ExecuteResult result =
          kernel
              .client()
              .execute(
                  code, ExecuteOptions.DEFAULT.withTimeout(KernelSession.PATIENCE), output -> {});
      assertTrue(result.succeeded(), () -> code + ": " + result.evalue());
    }
  }

  @Test
  void nothingIsLeftAfterAShutdown() throws Exception {
    List<Long> pids = new ArrayList<>();
    try (KernelProcess kernel = start()) {
      pids.add(kernel.handle().pid());
      runAll(kernel);
      kernel.client().shutdown(false, KernelSession.PATIENCE);
      assertTrue(kernel.awaitExit(KernelSession.PATIENCE));
    }
    assertEquals(List.of(), files(temporary));
    assertEquals(List.of(), files(folder.resolve("state/jlanes/kernels")));
    assertEquals(List.of(), shared(pids));
  }

  /// Nobody can tidy up after SIGKILL but the next kernel.
  @Test
  void nothingIsLeftOfAKilledKernelWhenTheNextHasEnded() throws Exception {
    List<Long> pids = new ArrayList<>();
    try (KernelProcess killed = start()) {
      pids.add(killed.handle().pid());
      runAll(killed);
      List<ProcessHandle> children = killed.handle().descendants().toList();
      killed.handle().destroyForcibly();
      assertTrue(killed.awaitExit(KernelSession.PATIENCE));
      for (ProcessHandle child : children) {
        child
            .onExit()
            .get(KernelSession.PATIENCE.toSeconds(), java.util.concurrent.TimeUnit.SECONDS);
      }
    }
    try (KernelProcess next = start()) {
      pids.add(next.handle().pid());
      runAll(next);
      next.client().shutdown(false, KernelSession.PATIENCE);
      assertTrue(next.awaitExit(KernelSession.PATIENCE));
    }
    assertEquals(List.of(), files(temporary));
    assertEquals(List.of(), shared(pids));
  }

  private static List<Path> files(Path below) throws IOException {
    if (!Files.exists(below)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(below)) {
      return all.filter(each -> !each.equals(below)).toList();
    }
  }

  /// Those of these kernels: others of this machine make folders there, too, named after them.
  private static List<Path> shared(List<Long> pids) throws IOException {
    if (!Files.isDirectory(SHARED)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(SHARED)) {
      return all.filter(each ->
              pids.stream()
                  .anyMatch(pid -> each.getFileName().toString().startsWith("jlanes-" + pid + "-")))
          .toList();
    }
  }
}
