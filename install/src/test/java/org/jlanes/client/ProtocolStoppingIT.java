package org.jlanes.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What an interrupt stops: really, so that no CPU is used any more.
final class ProtocolStoppingIT {
  private static final Duration MOMENT = Duration.ofMillis(200);

  /// The clock of `/proc` ticks a hundred times in a second.
  private static final Duration REST = Duration.ofMillis(20);

  @SharedKernel private static KernelSession kernel;

  @BeforeAll
  static void prepare() throws Exception {
    assertEquals("ok", kernel.run("int kept = 11;").status());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "System.out.println(\"on\"); long z = 0; while (true) { z++; }",
        "System.out.println(\"on\"); for (;;) {}",
        "System.out.println(\"on\"); while (true) { LockSupport.park(); }",
        "System.out.println(\"on\"); new ArrayBlockingQueue<Integer>(1).take();",
        "System.out.println(\"on\"); new CountDownLatch(1).await();",
        "System.out.println(\"on\"); java.nio.channels.Pipe.open().source()"
            + ".read(java.nio.ByteBuffer.allocate(1));",
        "System.out.println(\"on\"); new java.io.PipedInputStream("
            + "new java.io.PipedOutputStream()).read();",
        "System.out.println(\"on\");"
            + " IntStream.range(0, 8).parallel().forEach(i -> { while (true) {} });",
        "System.out.println(\"on\"); CompletableFuture.runAsync(() -> { while (true) {} }).get();",
        "Thread t = new Thread(() -> { System.out.println(\"on\"); while (true) {} });"
            + " t.start(); t.join();",
        "%%threads --workers 2 n : 4\nSystem.out.println(\"on\"); while (true) {}",
        "%%virtual n : 4\nSystem.out.println(\"on\"); Thread.sleep(600_000);",
        "%%processes --workers 1 n : 2\nSystem.out.println(\"on\"); while (true) {}",
      })
  void isStoppedAndUsesNoCpuAnyMore(String code) throws Exception {
    KernelSession.Running running = kernel.submit(code);
    running.awaitPrinted("on");
    kernel.interrupt();
    Cell cell = running.await();
    assertEquals("error", cell.status());
    assertEquals(1, cell.of("error").size());
    awaitRest();
    assertEquals("11", kernel.run("kept").result());
  }

  /// Within a second of the cell's end there is a moment, of a fifth of a second, in which kernel
  /// and workers use next to no CPU. A loop that goes on uses all of it, or on a loaded machine at
  /// least a half; what the JVM compiles meanwhile is done in some of these moments.
  private static void awaitRest() throws Exception {
    Duration least = Duration.ofSeconds(1);
    for (int i = 0; i < 5 && least.compareTo(REST) > 0; i++) {
      Duration before = cpu();
      assertFalse(kernel.process().awaitExit(MOMENT), "the kernel has ended");
      Duration used = cpu().minus(before);
      least = used.compareTo(least) < 0 ? used : least;
    }
    assertTrue(least.compareTo(REST) <= 0, "at least " + least + " of CPU in each " + MOMENT);
  }

  private static Duration cpu() {
    ProcessHandle own = kernel.process().handle();
    return Stream.concat(Stream.of(own), own.descendants())
        .map(each -> each.info().totalCpuDuration().orElse(Duration.ZERO))
        .reduce(Duration.ZERO, Duration::plus);
  }

  /// What a terminal does with Ctrl-C: kernel, workers and children all get the signal.
  @Test
  void aSigintToTheProcessGroupEndsNeitherKernelNorWorkers() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/setsid")), "there is no setsid");
    List<String> argv = new ArrayList<>(KernelSession.command().argv());
    // A group of its own, in which this JVM is not. Ignored signals would be inherited.
    argv.addAll(0, List.of("/usr/bin/setsid", "/usr/bin/env", "--default-signal=INT"));
    KernelCommand command = new KernelCommand(argv, KernelSession.command().environment());
    try (KernelProcess own = KernelProcess.start(command, Path.of("."))) {
      own.client().awaitReady(KernelSession.PATIENCE);
      String worker =
          "%%processes --workers 1 --quiet n : 1 -> pids\nProcessHandle.current().pid()";
      String first = pid(own, worker);
      List<Output> outputs = new java.util.concurrent.CopyOnWriteArrayList<>();
      Thread interrupter = Thread.ofVirtual().unstarted(() -> interruptGroup(own.handle().pid()));
      ExecuteResult result =
          own.client()
              .execute(
                  "%%processes --workers 1 --quiet n : 1\n"
                      + "System.out.println(\"on\"); Thread.sleep(600_000);",
                  ExecuteOptions.DEFAULT.goingOnAfterErrors().withTimeout(KernelSession.PATIENCE),
                  output -> {
                    outputs.add(output);
                    if (output.equals(new Output.Stream("stdout", "on\n"))) {
                      interrupter.start();
                    }
                  });
      assertEquals("error", result.status(), outputs.toString());
      interrupter.join();
      assertEquals(first, pid(own, worker));
    }
  }

  private static String pid(KernelProcess own, String worker) throws Exception {
    for (String code : List.of(worker, "System.out.print(pids);")) {
      StringBuilder printed = new StringBuilder();
      ExecuteResult result =
          own.client()
              .execute(
                  code,
                  ExecuteOptions.DEFAULT.withTimeout(KernelSession.PATIENCE),
                  output -> {
                    if (output instanceof Output.Stream stream) {
                      printed.append(stream.text());
                    }
                  });
      assertTrue(result.succeeded(), result.evalue());
      if (!code.equals(worker)) {
        return printed.toString();
      }
    }
    throw new AssertionError();
  }

  private static void interruptGroup(long leader) {
    try {
      int status =
          new ProcessBuilder("kill", "-INT", "--", "-" + leader).inheritIO().start().waitFor();
      assertEquals(0, status);
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
