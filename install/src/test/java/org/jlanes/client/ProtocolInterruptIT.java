package org.jlanes.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jlanes.wire.Json;
import org.jlanes.wire.Message;
import org.junit.jupiter.api.Test;

/// What happens beside a running cell: control requests, input, interrupts.
final class ProtocolInterruptIT {
  @SharedKernel private static KernelSession kernel;

  @Test
  void aBusyLoopIsStoppedAndStateIsKept() throws Exception {
    kernel.run("int kept = 11;");
    KernelSession.Running loop =
        kernel.submit("System.out.println(\"looping\"); long z = 0; while (true) { z++; }");
    loop.awaitPrinted("looping");
    kernel.interrupt();
    Cell cell = loop.await();
    assertEquals("error", cell.status());
    assertEquals(1, cell.of("error").size());
    assertEquals("11", kernel.run("kept").result());
  }

  @Test
  void whatCanBeReadIsSaidAlsoWhileAnotherThreadWaitsForInput() throws Exception {
    KernelSession.Running cell =
        kernel.submit(
            """
            Thread reader = new Thread(() -> {
              try {
                System.in.read();
              } catch (IOException e) {
                e.printStackTrace();
              }
            });
            reader.start();
            while (!reader.getState().name().endsWith("WAITING")) Thread.onSpinWait();
            System.out.println("available: " + System.in.available());
            reader.join();
            """);
    cell.awaitPrinted("available: 0");
    var unused = cell.answer("");
    assertEquals("ok", cell.await().status());
  }

  /// Without a C compiler nothing stops a thread inside the JDK that does not ask.
  @Test
  void aLoopOfTheJdkThatPrintsIsStoppedByItsNextLines() throws Exception {
    try (KernelSession plain = KernelSession.start(Map.of("PATH", "/nonexistent"))) {
      KernelSession.Running printing =
          plain.submit(
              """
              import java.math.BigInteger;
              Stream.iterate(BigInteger.ONE, BigInteger.TWO::add)
                  .map(n -> n.toString(2)).forEach(System.out::println);
              """);
      printing.awaitPrinted("\n101\n");
      plain.interrupt();
      Cell cell = printing.await();
      assertEquals("error", cell.status());
      assertFalse(cell.traceback().contains("could not be stopped"), cell.traceback());
      assertEquals("2", plain.run("1 + 1").result());
    }
  }

  @Test
  void aCellThatIsStoppedMaySayWhatItCleansUp() throws Exception {
    KernelSession.Running sleeping =
        kernel.submit(
            """
            try {
              System.out.println("sleeping");
              Thread.sleep(600_000);
            } finally {
              System.out.println("cleaned up");
            }
            """);
    sleeping.awaitPrinted("sleeping");
    kernel.interrupt();
    assertEquals("sleeping\ncleaned up\n", sleeping.await().stdout());
  }

  @Test
  void aSleepingCellIsStopped() throws Exception {
    KernelSession.Running sleeping =
        kernel.submit("System.out.println(\"sleeping\"); Thread.sleep(600_000);");
    sleeping.awaitPrinted("sleeping");
    kernel.interrupt();
    assertEquals("error", sleeping.await().status());
  }

  @Test
  void anInterruptWhileTheEngineStartsIsNotLost() throws Exception {
    try (KernelSession fresh = KernelSession.start()) {
      KernelSession.Running first = fresh.submit("Thread.sleep(600_000);");
      first.awaitPublished("execute_input");
      fresh.interrupt();
      assertEquals("error", first.await().status());
      assertEquals("2", fresh.run("1 + 1").result());
    }
  }

  @Test
  void aCellThatSwallowsEveryThrowableIsStopped() throws Exception {
    KernelSession.Running stubborn =
        kernel.submit(
            """
            System.out.println("stubborn");
            while (true) { try { Thread.sleep(600_000); } catch (Throwable t) { } }
            """);
    stubborn.awaitPrinted("stubborn");
    kernel.interrupt();
    assertEquals("error", stubborn.await().status());
  }

  @Test
  void anInterruptWithoutARunningCellIsHarmless() throws Exception {
    kernel.interrupt();
    Cell cell = kernel.run("2 + 2");
    assertEquals("4", cell.result(), cell.traceback());
  }

  @Test
  void anInterruptAlsoAbortsWhatIsQueued() throws Exception {
    KernelSession.Running sleeping =
        kernel.submit("System.out.println(\"first\"); Thread.sleep(600_000);");
    // Sent before the first has printed: it lies in the kernel's queue by then. The interrupt takes
    // another socket and could overtake what is sent later.
    KernelSession.Running queued = kernel.submit("1");
    sleeping.awaitPrinted("first");
    kernel.interrupt();
    assertEquals("error", sleeping.await().status());
    assertEquals("aborted", queued.await().status());
  }

  @Test
  void controlAnswersAtOnceWhileACellRuns() throws Exception {
    KernelSession.Running loop =
        kernel.submit("System.out.println(\"busy\"); while (true) { Thread.onSpinWait(); }");
    loop.awaitPrinted("busy");
    long[] nanos = new long[21];
    for (int i = 0; i < nanos.length; i++) {
      long start = System.nanoTime();
      kernel.request(ChannelName.CONTROL, "kernel_info_request", Map.of());
      nanos[i] = System.nanoTime() - start;
    }
    kernel.interrupt();
    loop.await();
    assertQuick("kernel_info on control", nanos);
  }

  @Test
  void theHeartbeatEchoesAtOnceWhileACellRuns() throws Exception {
    KernelSession.Running sleeping =
        kernel.submit("System.out.println(\"beating\"); Thread.sleep(600_000);");
    sleeping.awaitPrinted("beating");
    long[] nanos = new long[21];
    for (int i = 0; i < nanos.length; i++) {
      nanos[i] = kernel.client().heartbeat(KernelSession.PATIENCE).toNanos();
    }
    kernel.interrupt();
    sleeping.await();
    assertQuick("heartbeat", nanos);
  }

  /// About a millisecond on an idle machine. A kernel that polls and sleeps needs its whole period
  /// (50 ms and more) each time, so that the best of many tells the two apart under any load.
  private static void assertQuick(String what, long[] nanos) {
    Arrays.sort(nanos);
    Duration best = Duration.ofNanos(nanos[0]);
    System.out.println(
        what
            + " while busy: best "
            + best
            + ", median "
            + Duration.ofNanos(nanos[nanos.length / 2]));
    assertTrue(best.compareTo(Duration.ofMillis(25)) < 0, what + " took at best " + best);
  }

  @Test
  void aCellReadsALineFromTheFrontEnd() throws Exception {
    KernelSession.Running asking =
        kernel.submit(
            "System.out.print(\"your name? \"); new java.util.Scanner(System.in).nextLine()");
    Message asked = asking.answer("Zoë 😀");
    assertEquals(asking.id(), asked.parentId());
    assertFalse(Json.bool(asked.content(), "password", true));
    assertTrue(asking.await().result().contains("Zoë 😀"));
  }

  @Test
  void whereInputIsNotAllowedTheCellFailsAtOnceAndSaysWhy() throws Exception {
    Cell cell = kernel.run("System.in.read()", Map.of("allow_stdin", false));
    assertEquals("error", cell.status());
    assertTrue(cell.evalue().contains("allow_stdin"), cell.evalue());
  }

  @Test
  void anInterruptEndsAWaitForInputAndALateAnswerDoesNotHitTheNextQuestion() throws Exception {
    KernelSession.Running asking = kernel.submit("System.in.read()");
    kernel.awaitReply(ChannelName.STDIN, asking.id(), "the question");
    kernel.interrupt();
    assertEquals("error", asking.await().status());
    var unused = asking.answer("too late");
    KernelSession.Running next = kernel.submit("new java.util.Scanner(System.in).nextLine()");
    var unused2 = next.answer("in time");
    assertTrue(next.await().result().contains("in time"));
  }

  @Test
  void aSigintToTheProcessInterruptsTheCellAndNotTheKernel() throws Exception {
    assumeFalse(sigintIsIgnored(), "SIGINT is ignored here, as under nohup, and so by the kernel");
    KernelSession.Running sleeping =
        kernel.submit("System.out.println(\"until SIGINT\"); Thread.sleep(600_000);");
    sleeping.awaitPrinted("until SIGINT");
    signal("INT");
    assertEquals("error", sleeping.await().status());
    signal("INT");
    // Nothing says when a signal arrives: it may find the kernel idle or in this cell, but not in
    // the next one.
    Cell perhapsHit = kernel.run("Thread.sleep(1_000);");
    assertTrue(List.of("ok", "error").contains(perhapsHit.status()));
    assertEquals("2", kernel.run("1 + 1").result());
  }

  private static void signal(String name) throws IOException, InterruptedException {
    Process kill =
        new ProcessBuilder("kill", "-" + name, Long.toString(kernel.process().handle().pid()))
            .inheritIO()
            .start();
    assertEquals(0, kill.waitFor());
  }

  /// Whether this process, and so what it starts, was started with SIGINT ignored.
  private static boolean sigintIsIgnored() throws IOException {
    Path status = Path.of("/proc/self/status");
    return Files.exists(status)
        && Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .mapToLong(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
            .anyMatch(mask -> (mask & 2) != 0);
  }
}
