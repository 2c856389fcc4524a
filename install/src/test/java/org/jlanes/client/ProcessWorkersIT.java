package org.jlanes.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The life of worker processes in the real kernel: when they come, what ends them, and what does
/// not.
final class ProcessWorkersIT {
  @SharedKernel private static KernelSession kernel;

  @BeforeAll
  static void prepare() throws Exception {
    kernel.ok("long pid() { return ProcessHandle.current().pid(); }");
  }

  @Test
  void anInterruptStopsWorkersAndTheyAreUsedAgain() throws Exception {
    kernel.ok("%%processes --workers 1 --quiet i : 1 -> p1\npid()");
    KernelSession.Running running =
        kernel.submit(
            "%%processes --workers 1 --quiet i : 1\n"
                + "System.out.println(\"spinning\"); for (;;) { }");
    running.awaitPrinted("spinning");
    kernel.interrupt();
    assertEquals("error", running.await().status());
    kernel.ok("%%processes --workers 1 --quiet i : 1 -> p2\npid()");
    assertEquals(kernel.ok("p1").result(), kernel.ok("p2").result());
  }

  /// A platform thread that waits for a connection cannot be stopped from inside its process.
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void whatCannotBeStoppedEndsWithItsWorkerAndNoOther(int presses) throws Exception {
    KernelSession.Running running =
        kernel.submit(
            """
            %%processes --workers 2 --chunk 1 i : 2
            System.out.println((i == 0 ? "stuck " : "well ") + pid() + ".");
            if (i == 0) { new java.net.ServerSocket(0).accept(); }
            """);
    running.awaitPrinted("stuck ");
    running.awaitPrinted("well ");
    for (int press = 0; press < presses; press++) {
      kernel.interrupt();
    }
    Cell cell = running.await();
    assertEquals("error", cell.status());
    long stuck = Long.parseLong(cell.stdout().replaceAll("(?s).*stuck (\\d+)\\..*", "$1"));
    long well = Long.parseLong(cell.stdout().replaceAll("(?s).*well (\\d+)\\..*", "$1"));
    assertFalse(ProcessHandle.of(stuck).filter(ProcessHandle::isAlive).isPresent(), "killed");
    String pids = kernel.ok("%%processes --workers 2 --quiet\npid()").result();
    assertEquals(2, pids.split(",").length, "the pool has its full size");
    assertTrue(pids.contains("" + well), pids + " with " + well);
  }

  @Test
  void aKilledWorkerIsReportedAndItsItemRunAgain() throws Exception {
    String mark =
        kernel.ok("java.nio.file.Files.createTempFile(\"jlanes-test\", \"\").toString()").result();
    kernel.ok("String mark = " + (mark.startsWith("\"") ? mark : '"' + mark + '"') + ";");
    KernelSession.Running running =
        kernel.submit(
            """
            %%processes --workers 2 i : 4 -> survived
            var path = java.nio.file.Path.of(mark);
            if (i == 2 && java.nio.file.Files.size(path) == 0) {
              java.nio.file.Files.writeString(path, "begun");
              System.out.println("victim " + pid() + ".");
              Thread.sleep(600_000);
            }
            return i * 10;
            """);
    running.awaitPrinted(".");
    String said = running.printed();
    long victim = Long.parseLong(said.replaceAll("(?s).*victim (\\d+)\\..*", "$1"));
    assertTrue(ProcessHandle.of(victim).orElseThrow().destroyForcibly());
    Cell cell = running.await();
    assertEquals("ok", cell.status(), cell.traceback());
    assertEquals("[0, 10, 20, 30]", kernel.ok("survived").result());
    assertTrue(cell.shown().contains("(pid " + victim + ") was killed by SIGKILL"), cell.shown());
    assertTrue(cell.shown().contains("item 2, which it ran, was run again"), cell.shown());
  }

  @Test
  void anExitInABodyEndsNeitherWorkerNorKernel() throws Exception {
    Cell cell = kernel.run("%%processes --workers 1 i : 1\nSystem.exit(3);");
    assertEquals("error", cell.status());
    assertTrue(cell.evalue().contains("System.exit(3)"), cell.evalue());
    assertTrue(cell.evalue().contains("cannot end its worker process"), cell.evalue());
    kernel.ok("pid()");
  }

  @Test
  void aWorkersThreadThatOutlivesItsRunPrintsIntoItsCell() throws Exception {
    KernelSession.Running first =
        kernel.submit(
            """
            %%processes --workers 1 --quiet i : 1
            Thread.ofPlatform().start(() -> {
              try { Thread.sleep(3000); } catch (InterruptedException e) { }
              System.out.println("late");
            });
            """);
    assertEquals("ok", first.await().status());
    KernelSession.Running second =
        kernel.submit("%%processes --workers 1 --quiet i : 1\nThread.sleep(4000);");
    first.awaitPrinted("late");
    assertFalse(second.await().stdout().contains("late"));
  }

  private static List<ProcessHandle> workersOf(KernelSession session) {
    return session
        .process()
        .handle()
        .descendants()
        .filter(p -> p.info().commandLine().orElse("").contains("org.jlanes.worker.WorkerMain"))
        .toList();
  }

  /// The two workers of a run and the spare, which comes a little later; no more than these.
  private static List<ProcessHandle> withSpare(KernelSession session) throws Exception {
    long deadline = System.nanoTime() + KernelSession.PATIENCE.toNanos();
    while (workersOf(session).size() < 3) {
      assertTrue(System.nanoTime() < deadline, "no spare came");
      Thread.sleep(20);
    }
    session.ok("%%processes --workers 2 --quiet i : 2\ni");
    assertEquals(3, workersOf(session).size());
    return workersOf(session);
  }

  @Test
  void noWorkerExistsBeforeTheLaneIsUsedAndNoneAfterAShutdown() throws Exception {
    try (KernelSession other = KernelSession.start()) {
      other.ok("1 + 1");
      other.ok("%%threads --quiet i : 2\ni");
      assertEquals(List.of(), workersOf(other));
      other.ok("%%processes --workers 2 --quiet i : 2\ni");
      List<ProcessHandle> workers = withSpare(other);
      other.request(ChannelName.CONTROL, "shutdown_request", Map.of("restart", false));
      assertTrue(other.process().awaitExit(KernelSession.PATIENCE));
      awaitEnd(workers);
    }
  }

  @Test
  void workersDieWithAKernelThatIsKilled() throws Exception {
    try (KernelSession other = KernelSession.start()) {
      other.ok("%%processes --workers 2 --quiet i : 2\ni");
      List<ProcessHandle> workers = withSpare(other);
      assertTrue(other.process().handle().destroyForcibly());
      awaitEnd(workers);
    }
  }

  private static void awaitEnd(List<ProcessHandle> processes) throws Exception {
    for (ProcessHandle process : processes) {
      process.onExit().get(KernelSession.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
  }
}
