package org.jlanes.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.stream.Stream;
import org.jlanes.client.InterruptTable.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What no interrupt stops is named, and the notebook goes on without it.
final class InterruptStuckIT {
  private static final String HOLDER =
      """
      // Prints "on" when the calling thread waits for a lock, or is in that native method.
      void onceIn(String method) {
        Thread caller = Thread.currentThread();
        Thread.ofPlatform().daemon().start(() -> {
          boolean there = false;
          while (!there) {
            StackTraceElement[] frames = caller.getStackTrace();
            there = caller.getState() == Thread.State.BLOCKED
                || frames[0].isNativeMethod() && frames[0].getMethodName().equals(method);
          }
          on();
        });
      }
      Object held = new Object();
      var holds = new CountDownLatch(1);
      boolean freed = false;
      Thread holder = new Thread(null, () -> {
        synchronized (held) {
          holds.countDown();
          while (!Thread.interrupted()) LockSupport.park();
        }
      }, "holder");
      holder.setDaemon(true);
      holder.start();
      holds.await();
      var begins = new CountDownLatch(1);
      class Stays {
        static int x;
        static { begins.countDown(); while (x == 0) LockSupport.park(); }
      }
      Thread.ofPlatform().daemon().start(() -> Stays.x = 0);
      begins.await();
      """;

  @SharedKernel private static KernelSession kernel;

  @BeforeAll
  static void prepare() throws Exception {
    kernel.ok(InterruptTable.PRELUDE);
    kernel.ok(HOLDER);
  }

  @ParameterizedTest
  @MethodSource
  void isNamedAndLeftBehind(Row row) throws Exception {
    Cell cell = InterruptTable.interrupt(kernel, row, 2);
    assertTrue(cell.evalue().contains("could not be stopped"), cell.traceback());
    row.parts().forEach(part -> assertTrue(cell.traceback().contains(part), cell.traceback()));
    InterruptTable.assertKept(kernel);
    InterruptTable.awaitRest(kernel);
  }

  static Stream<Named<Row>> isNamedAndLeftBehind() throws IOException {
    return InterruptTable.rows("not at all");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "aside | new Thread(null, () -> { onceIn(null); synchronized (held) { } },"
            + " \"aside\").start(); Thread.sleep(600_000);",
        "lane-threads-1 | %%threads --workers 1 n : 1\\nonceIn(null); synchronized (held) { }",
      })
  void aThreadThatTheCellDidNotWaitForIsNamedUnderIt(String name, String code) throws Exception {
    KernelSession.Running running = kernel.submit(code.translateEscapes()).awaitPrinted("on\n");
    kernel.interrupt();
    assertEquals("interrupted", running.await().evalue());
    running.awaitPrinted("could not be stopped");
    running.awaitPrinted("thread \"" + name + "\" waits for the lock of a java.lang.Object");
  }

  @Test
  void whatWasLeftBehindDoesNotGoOnWhenItComesFree() throws Exception {
    kernel.ok(
        """
        volatile Thread stuck;
        volatile boolean wentOn = false;
        Object door = new Object();
        var closed = new CountDownLatch(1);
        Thread porter = Thread.ofPlatform().daemon().start(() -> {
          synchronized (door) {
            closed.countDown();
            while (!Thread.interrupted()) LockSupport.park();
          }
        });
        closed.await();
        """);
    KernelSession.Running running =
        kernel.submit(
            "stuck = Thread.currentThread(); onceIn(null);\n"
                + "synchronized (door) { wentOn = true; }");
    running.awaitPrinted("on\n");
    kernel.interrupt();
    kernel.interrupt();
    assertTrue(running.await().evalue().contains("could not be stopped"));
    assertEquals("false", kernel.ok("porter.interrupt(); stuck.join(); wentOn").result());
  }

  @Test
  void codeInCThatLoopsIsNamed() throws Exception {
    assumeTrue(InterruptTable.hasCompiler(), "needs a C compiler");
    try (KernelSession own = KernelSession.start()) {
      own.ok(InterruptTable.PRELUDE);
      own.ok(HOLDER);
      own.ok("%%native\nvoid burn(int n) { volatile int i = n; while (i) ; }");
      KernelSession.Running running = own.submit("onceIn(\"burn\"); Native.burn(1);");
      running.awaitPrinted("on\n");
      own.interrupt();
      own.interrupt();
      Cell cell = running.await();
      assertTrue(cell.evalue().contains("could not be stopped"), cell.traceback());
      assertTrue(cell.traceback().contains("burn"), cell.traceback());
      InterruptTable.assertKept(own);
    }
  }
}
