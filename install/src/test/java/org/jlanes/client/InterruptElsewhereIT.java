package org.jlanes.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jlanes.client.InterruptTable.Row;
import org.jlanes.wire.Json;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is interrupted otherwise than a cell of the main shell, and what is not.
final class InterruptElsewhereIT {
  private static final String IN_THE_JDK = "on(); LongStream.range(0, Long.MAX_VALUE).sum();";

  @SharedKernel private static KernelSession kernel;

  @BeforeAll
  static void prepare() throws Exception {
    kernel.ok(InterruptTable.PRELUDE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"on(); while (true) {}", "on(); new Semaphore(0).acquire();", IN_THE_JDK})
  void aJobIsCancelledAsACellIsInterrupted(String code) throws Exception {
    assumeTrue(InterruptTable.hasCompiler(), "needs a C compiler");
    KernelSession.Running job = kernel.submit("%%background\n" + code);
    job.await();
    job.awaitPrinted("on\n");
    kernel.ok("%jobs cancel all");
    kernel.ok("%jobs cancel all");
    assertEquals("Interrupted", Json.string(job.awaitPublished("error").content(), "ename", ""));
    kernel.ok("%jobs wait");
    InterruptTable.awaitRest(kernel);
    InterruptTable.assertKept(kernel);
  }

  @Test
  void anExpressionBesideACellIsInterruptedLikeIt() throws Exception {
    kernel.ok("int never() { on(); while (true) {} }");
    KernelSession.Running running =
        kernel.submit("1 + 1", Map.of("user_expressions", Map.of("loop", "never()")));
    running.awaitPrinted("on\n");
    kernel.interrupt();
    Cell cell = running.await();
    assertEquals("ok", cell.status());
    var loop = Json.child(Json.child(cell.reply().content(), "user_expressions"), "loop");
    assertEquals("Interrupted", Json.string(loop, "ename", ""));
    InterruptTable.awaitRest(kernel);
    InterruptTable.assertKept(kernel);
  }

  @Test
  void aWaitForAJobEndsAndTheJobGoesOn() throws Exception {
    KernelSession.Running job = kernel.submit("%%background\nThread.sleep(600_000);");
    job.await();
    KernelSession.Running waiting = kernel.submit("on();\n%jobs wait");
    waiting.awaitPrinted("on\n");
    kernel.interrupt();
    assertEquals("Interrupted", waiting.await().ename());
    assertTrue(kernel.ok("%jobs").stdout().contains(" running "));
    kernel.ok("%jobs cancel all");
    kernel.ok("%jobs wait");
  }

  @Test
  void aClientThatTheCellHasMadeCanStillBeUsed() throws Exception {
    kernel.ok(
        """
        var silent = new java.net.ServerSocket(0);
        var server = com.sun.net.httpserver.HttpServer.create(
            new java.net.InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", exchange -> {
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
        server.start();
        int get(java.net.http.HttpClient client, int port) throws Exception {
          return client.send(
              java.net.http.HttpRequest.newBuilder(
                  java.net.URI.create("http://127.0.0.1:" + port)).build(),
              java.net.http.HttpResponse.BodyHandlers.discarding()).statusCode();
        }
        """);
    Row row =
        new Row(
            "var client = java.net.http.HttpClient.newHttpClient();"
                + " on(); get(client, silent.getLocalPort());",
            List.of());
    InterruptTable.interrupt(kernel, row, 1);
    assertEquals("204", kernel.ok("get(client, server.getAddress().getPort())").result());
    kernel.ok("server.stop(0);");
  }

  /// The compiler is never interrupted, which would close its files.
  @Test
  void aCellThatIsBeingCompiledEndsWhenThatIsDone() throws Exception {
    StringBuilder code = new StringBuilder("on();\nclass Big {\n");
    for (int i = 0; i < 3_000; i++) {
      code.append("int m").append(i).append("(int x) { return x * ").append(i).append("; }\n");
    }
    KernelSession.Running running = kernel.submit(code + "}\nSystem.out.println(\"ran\");");
    running.awaitPrinted("on\n");
    for (int i = 0; i < 20; i++) {
      kernel.interrupt();
    }
    Cell cell = running.await();
    assertEquals("Interrupted", cell.ename(), cell.traceback());
    assertFalse(cell.stdout().contains("ran"), cell.stdout());
    InterruptTable.assertKept(kernel);
    assertEquals(
        "6",
        kernel.ok("class Small { int m(int x) { return x * 2; } }\nnew Small().m(3)").result());
  }

  @Test
  void theThreadsOfAFinishedCellGoOn() throws Exception {
    kernel.ok(
        "volatile long beats = 0;"
            + " Thread heart = Thread.ofPlatform().daemon().start(() -> {"
            + " while (beats >= 0) { beats++; } });"
            + " Thread napper = Thread.startVirtualThread(() -> LockSupport.park());");
    InterruptTable.interrupt(kernel, new Row("on(); while (true) {}", List.of()), 3);
    assertEquals(
        "true",
        kernel
            .ok(
                "long b = beats; while (beats == b) Thread.onSpinWait();"
                    + " heart.isAlive() && napper.isAlive()")
            .result());
    kernel.ok("beats = Long.MIN_VALUE; LockSupport.unpark(napper);");
  }

  /// Asked to end by the first press it may take a second.
  @Test
  void aChildThatDoesNotObeyIsKilledByTheSecondPress() throws Exception {
    Duration second = Duration.ofSeconds(1);
    Duration best = second;
    for (int i = 0; i < 5 && best.compareTo(second) >= 0; i++) {
      KernelSession.Running running =
          kernel.submit(
              """
              Process child = new ProcessBuilder("/bin/sh", "-c",
                  "trap '' TERM; echo on; while :; do sleep 1; done").inheritIO().start();
              System.out.println("pid " + child.pid() + ".");
              child.waitFor();
              """);
      running.awaitPrinted("on\n").awaitPrinted(".\n");
      long pid = Long.parseLong(running.printed().replaceAll("(?s).*pid (\\d+).*", "$1"));
      ProcessHandle child = ProcessHandle.of(pid).orElseThrow();
      long begun = System.nanoTime();
      kernel.interrupt();
      kernel.interrupt();
      child.onExit().get(KernelSession.PATIENCE.toSeconds(), TimeUnit.SECONDS);
      Duration took = Duration.ofNanos(System.nanoTime() - begun);
      best = took.compareTo(best) < 0 ? took : best;
      assertEquals("Interrupted", running.await().ename());
    }
    assertTrue(best.compareTo(second) < 0, "it was not killed within " + second);
  }

  /// Structured scopes are a preview feature, which cells cannot name unless it is switched on: a
  /// class that is compiled in the cell does.
  @Test
  void structuredScopesStopWithAllTheirTasks() throws Exception {
    try (KernelSession preview =
        KernelSession.start(Map.of("JDK_JAVA_OPTIONS", "--enable-preview"))) {
      preview.ok(InterruptTable.PRELUDE);
      preview.ok(
          """
          Path folder = Files.createTempDirectory("forks");
          Path source = Files.writeString(folder.resolve("Forks.java"), \"""
              import java.util.concurrent.*;
              public class Forks {
                public static void run(Callable<?>... tasks) throws Exception {
                  try (var scope = StructuredTaskScope.open()) {
                    for (Callable<?> each : tasks) scope.fork(each);
                    scope.join();
                  }
                }
              }
              \""");
          int compiled = javax.tools.ToolProvider.getSystemJavaCompiler().run(
              null, null, null, "--enable-preview", "--release", "25", "-nowarn",
              "-d", folder.toString(), source.toString());
          var forks = new java.net.URLClassLoader(
              new java.net.URL[] {folder.toUri().toURL()}).loadClass("Forks");
          void structured(Callable<?>... tasks) throws Throwable {
            forks.getMethod("run", Callable[].class).invoke(null, (Object) tasks);
          }
          """);
      for (String tasks :
          List.of(
              "() -> { on(); while (true) {} }, () -> { Thread.sleep(600_000); return 1; }",
              "() -> { on(); return LongStream.range(0, Long.MAX_VALUE).sum(); }")) {
        Row row = new Row("structured(" + tasks + ");", List.of());
        InterruptTable.interrupt(preview, row, 1);
        if (InterruptTable.hasCompiler()) {
          InterruptTable.awaitRest(preview);
        }
        InterruptTable.assertKept(preview);
      }
    }
  }
}
