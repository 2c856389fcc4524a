package org.jlanes.engine.jshell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.jlanes.engine.jshell.EngineSession.Outcome;
import org.jlanes.runtime.scope.Scope;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the first interrupt stops, and what is said of the rest.
@Timeout(120)
final class InterruptTest {
  @AutoClose private static final EngineSession session = new EngineSession();

  @BeforeAll
  static void start() {
    session.value("ExecutorService pool = Executors.newFixedThreadPool(2);");
  }

  @AfterAll
  static void stop() {
    session.value("pool.shutdownNow();");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "long z = 0; while (true) z++;",
        "for (;;) {}",
        "void rec() { try { rec(); } catch (StackOverflowError e) { } } for (;;) rec();",
        "Thread.sleep(100_000);",
        "while (true) java.util.concurrent.locks.LockSupport.park();",
        "new LinkedBlockingQueue<Integer>().take();",
        "Stream.generate(() -> 1).filter(i -> i > 5).findFirst();",
        "Stream.iterate(1, i -> i + 1).forEach(x -> {});",
        "IntStream.range(0, Integer.MAX_VALUE).parallel().map(i -> { int q = i; for (int k = 0; k <"
            + " 5_000; k++) q += k * q; return q; }).sum();",
        "try (var ex = Executors.newVirtualThreadPerTaskExecutor()) { ex.submit(() -> { while"
            + " (true) Thread.sleep(10); }); }",
        "try (var ex = Executors.newVirtualThreadPerTaskExecutor()) { ex.submit(() -> { long q = 0;"
            + " while (true) q++; }); }",
        "while (true) { try { Thread.sleep(50); } catch (Throwable e) { } }",
        "new PipedInputStream(new PipedOutputStream()).read();",
        "CompletableFuture.supplyAsync(() -> { long q = 0; while (true) q++; }).join();",
        "pool.submit(() -> { while (true) Thread.sleep(5); }).get();",
        "var t = new Thread(() -> { while (true) { } }); t.start(); t.join();",
      })
  void isStoppedByTheFirstInterrupt(String code) throws Exception {
    Outcome outcome = session.interrupt("System.out.println(\"started\");\n" + code);
    assertNotNull(outcome.failure(), "it must not end by itself");
    assertEquals("Interrupted", outcome.failure().name());
    assertFalse(outcome.failure().text().contains("could not be stopped"), outcome.traceback());
    assertEquals("2", session.value("1 + 1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "LongStream.range(0, Long.MAX_VALUE).sum();",
        "new java.math.BigInteger(\"3\").pow(2_000_000_000).bitLength();"
      })
  void aComputationInsideTheJdkIsStoppedALittleLater(String code) throws Exception {
    assumeTrue(ThreadStop.compiler().isPresent(), "needs a C compiler");
    Outcome outcome = session.interrupt("{ System.out.println(\"started\");\n" + code + " }");
    assertEquals("Interrupted", outcome.failure().name());
    assertFalse(outcome.failure().text().contains("could not be stopped"), outcome.traceback());
    assertTrue(outcome.traceback().contains("line 2"), outcome.traceback());
    assertEquals("2", session.value("1 + 1"));
  }

  @Test
  void whatCannotBeStoppedIsNamedAndTheNotebookGoesOn() throws Exception {
    session.value("var server = new java.net.ServerSocket(0);");
    Outcome outcome = session.interrupt("{ System.out.println(\"started\");\nserver.accept(); }");
    assertTrue(outcome.failure().text().contains("could not be stopped"), outcome.failure().text());
    assertTrue(outcome.traceback().contains("server.accept();"), outcome.traceback());
    assertTrue(outcome.traceback().contains("Restart the kernel"), outcome.traceback());
    assertEquals("2", session.value("1 + 1"));
    session.value("server.close();");
  }

  @Test
  void codeBetweenTwoStatementsIsStoppedToo() throws Exception {
    Outcome outcome =
        session.interrupt(
            "System.out.println(\"started\");\n"
                + "try { Thread.sleep(100_000); } catch (InterruptedException e) { }\n"
                + "System.out.println(\"after\");");
    assertEquals("Interrupted", outcome.failure().name());
    assertFalse(outcome.stdout().contains("after"));
  }

  @Test
  void loopsOfAParallelStreamInAPoolOfTheUsersStopOnAllThreads() throws Exception {
    session.value(
        "volatile long spins; var fj = new ForkJoinPool(2);"
            + " fj.submit(() -> IntStream.range(0, 9).parallel().sum()).get();");
    Outcome outcome =
        session.interrupt(
            "System.out.println(\"started\"); fj.submit(() -> IntStream.range(0,"
                + " 8).parallel().forEach(i -> { while (true) spins++; })).get();");
    assertEquals("Interrupted", outcome.failure().name());
    session.value("fj.shutdown(); fj.awaitTermination(60, TimeUnit.SECONDS)");
    assertEquals(
        "still",
        session.value(
            """
            long before;
            do { before = spins; Thread.sleep(50); } while (spins != before);
            "still"
            """));
  }

  @Test
  void aPoolsThreadThatWorksForAnotherCellIsNotInterruptedWithTheCellThatMadeIt() throws Exception {
    Scope maker = session.scope();
    session.run(
        "var shared = Executors.newFixedThreadPool(1); shared.submit(() -> {}).get();", maker);
    session.value(
        """
        var entered = new CountDownLatch(1);
        var leave = new CountDownLatch(1);
        var work = shared.submit(() -> { entered.countDown(); leave.await(); return "undisturbed"; });
        entered.await();
        """);
    maker.cancel("cancelled");
    session.value("leave.countDown();");
    assertEquals("undisturbed", session.value("work.get(60, TimeUnit.SECONDS)"));
    session.value("shared.shutdownNow();");
  }

  @Test
  void anotherLiveScopeIsNotHurt() throws Exception {
    session.value(
        "volatile long beats = 0; var heart = new Thread(() -> { while (beats >= 0) { beats++; }"
            + " }); heart.start();");
    session.interrupt("System.out.println(\"started\"); for (;;) {}");
    assertEquals(
        "true",
        session.value(
            "long before = beats; while (beats == before && heart.isAlive()) Thread.onSpinWait();"
                + " heart.isAlive()"));
    session.value("beats = -1_000_000_000;");
  }
}
