package org.jlanes.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What an interrupt stops: really, so that no CPU is used any more.
final class ProtocolStoppingIT {
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
