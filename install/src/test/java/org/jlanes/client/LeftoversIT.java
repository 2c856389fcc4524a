package org.jlanes.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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
      run(kernel, code);
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
    // A kernel that got no time to tidy up has a guardian that does.
    awaitNone(() -> files(temporary));
    awaitNone(() -> files(folder.resolve("state/jlanes/kernels")));
    awaitNone(() -> shared(pids));
  }

  /// Ways to end in the middle of everything.
  enum End {
    SHUTDOWN {
      @Override
      void come(KernelProcess kernel) {
        var unused =
            kernel.client().send(ChannelName.CONTROL, "shutdown_request", new JsonObject());
      }
    },
    SIGTERM {
      @Override
      void come(KernelProcess kernel) {
        kernel.handle().destroy();
      }
    },
    SIGKILL {
      @Override
      void come(KernelProcess kernel) {
        kernel.handle().destroyForcibly();
      }
    };

    abstract void come(KernelProcess kernel);
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsLeftWhenScriptWorkerAndCompilerAreEndedInTheirMiddle(End end) throws Exception {
    try (KernelProcess kernel = start()) {
      begin(kernel);
      end.come(kernel);
      assertTrue(kernel.awaitExit(KernelSession.PATIENCE));
      awaitNone(() -> files(temporary));
      awaitNone(() -> shared(List.of(kernel.handle().pid())));
    }
    assertEquals(List.of(), files(folder.resolve("cache")));
  }

  /// A script, a worker that has just been started, and a compiler, none of which comes to its end.
  private void begin(KernelProcess kernel) throws Exception {
    Path compiler = folder.resolve("slowcc");
    Files.writeString(
        compiler, "#!/bin/sh\ncase $1 in --version) echo slow 1;; *) exec sleep 600;; esac\n");
    Files.setPosixFilePermissions(compiler, PosixFilePermissions.fromString("rwxr-xr-x"));
    run(kernel, "%env PATH=" + folder + ":" + System.getenv("PATH"));
    run(kernel, "%env CC=slowcc");
    run(kernel, "double[] large = new double[1 << 20];");
    for (String code :
        List.of(
            "%%bash\nexec sleep 600",
            "%%native\nint twice(int a) { return 2 * a; }",
            "%%processes --workers 1 --quiet n : 1\nThread.sleep(600_000 + (long) large[0]); n")) {
      run(kernel, "%%background\n" + code);
    }
    await(
        () ->
            files(temporary).stream()
                    .map(each -> each.getFileName().toString())
                    .filter(each -> each.equals("cell.c") || each.equals("cell.sh"))
                    .count()
                == 2,
        "script and compiler");
    await(
        () ->
            kernel
                .handle()
                .descendants()
                .anyMatch(each -> each.info().commandLine().orElse("").contains("WorkerMain")),
        "a worker");
  }

  private static void run(KernelProcess kernel, String code) throws Exception {
    ExecuteResult result =
        kernel
            .client()
            .execute(
                code, ExecuteOptions.DEFAULT.withTimeout(KernelSession.PATIENCE), output -> {});
    assertTrue(result.succeeded(), () -> code + ": " + result.evalue());
  }

  private static void awaitNone(Callable<List<Path>> left) throws Exception {
    await(() -> left.call().isEmpty(), "an end of " + left.call());
  }

  private static void await(Callable<Boolean> condition, String what) throws Exception {
    long deadline = System.nanoTime() + KernelSession.PATIENCE.toNanos();
    while (!condition.call()) {
      assertTrue(System.nanoTime() < deadline, what);
      Thread.sleep(10); // nobody tells of files that come or go in folders below
    }
  }

  /// Where the guardian was killed first, only the next kernel can tidy up.
  @Test
  void nothingIsLeftOfAKernelThatWasKilledWithItsGuardianWhenTheNextHasBegun() throws Exception {
    List<Long> pids = new ArrayList<>();
    try (KernelProcess killed = start()) {
      pids.add(killed.handle().pid());
      begin(killed);
      List<ProcessHandle> children = killed.handle().descendants().toList();
      children.forEach(ProcessHandle::destroyForcibly);
      killed.handle().destroyForcibly();
      assertTrue(killed.awaitExit(KernelSession.PATIENCE));
    }
    try (KernelProcess next = start()) {
      pids.add(next.handle().pid());
      // Its own comes and goes with the cells.
      awaitNone(() -> files(temporary));
      runAll(next);
      next.client().shutdown(false, KernelSession.PATIENCE);
      assertTrue(next.awaitExit(KernelSession.PATIENCE));
    }
    awaitNone(() -> files(temporary));
    awaitNone(() -> shared(pids));
  }

  private static List<Path> files(Path below) throws IOException {
    if (!Files.exists(below)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(below)) {
      return all.filter(each -> !each.equals(below)).toList();
    } catch (UncheckedIOException e) {
      // It changes while it is looked at.
      return List.of(below);
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
