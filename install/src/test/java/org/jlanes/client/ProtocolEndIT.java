package org.jlanes.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jlanes.wire.Json;
import org.jlanes.wire.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How the kernel process begins and ends.
final class ProtocolEndIT {
  /// For a machine under load; DeathIT is about how long it takes.
  private static final Duration END = Duration.ofSeconds(10);

  @Test
  void shutdownDuringACellIsAnsweredAndEndsTheProcessAndItsChildren() throws Exception {
    try (KernelSession kernel = KernelSession.start()) {
      KernelSession.Running busy =
          kernel.submit(
              """
              Process child = new ProcessBuilder("sleep", "600").start();
              System.out.println("child=" + child.pid() + ";");
              new Thread(() -> { while (true) { Thread.onSpinWait(); } }).start();
              while (true) { Thread.onSpinWait(); }
              """);
      busy.awaitPrinted(";");
      long pid = Long.parseLong(busy.printed().replaceAll("(?s).*child=(\\d+);.*", "$1"));
      ProcessHandle child = ProcessHandle.of(pid).orElseThrow();

      Message reply =
          kernel.request(ChannelName.CONTROL, "shutdown_request", Map.of("restart", false));
      assertEquals("ok", Json.string(reply.content(), "status", ""));
      assertTrue(kernel.process().awaitExit(END), "the kernel lives on");
      child.onExit().get(END.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  @Test
  void shutdownOnShellIsAnsweredToo() throws Exception {
    try (KernelSession kernel = KernelSession.start()) {
      Message reply =
          kernel.request(ChannelName.SHELL, "shutdown_request", Map.of("restart", true));
      assertTrue(Json.bool(reply.content(), "restart", false));
      assertTrue(kernel.process().awaitExit(END));
    }
  }

  @Test
  void theIdleStatusOfTheShutdownIsSentBeforeTheProcessEnds() throws Exception {
    try (KernelSession kernel = KernelSession.start()) {
      Message request =
          kernel.client().send(ChannelName.CONTROL, "shutdown_request", Json.object("{}"));
      kernel.awaitIdle(request.id(), "the idle status of the shutdown");
      assertTrue(kernel.process().awaitExit(END));
    }
  }

  @Test
  void theKernelEndsWhenItsParentDies() throws Exception {
    Process parent = new ProcessBuilder("sleep", "600").start();
    try (KernelProcess kernel =
        KernelProcess.start(
            KernelSession.command().with(Map.of("JPY_PARENT_PID", Long.toString(parent.pid()))),
            Path.of("."))) {
      kernel.client().awaitReady(KernelSession.PATIENCE);
      assertTrue(kernel.handle().isAlive());
      parent.destroyForcibly();
      assertTrue(kernel.awaitExit(END), () -> "the kernel lives on: " + kernel.log());
    } finally {
      parent.destroyForcibly();
    }
  }

  @Test
  void sigtermEndsTheKernelAlsoWhenAShutdownHookOfTheUserDoesNot() throws Exception {
    try (KernelSession kernel = KernelSession.start()) {
      kernel.run(
          """
          Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            while (true) java.util.concurrent.locks.LockSupport.park();
          }));
          """);
      kernel.process().handle().destroy();
      assertTrue(kernel.process().awaitExit(END), "the kernel lives on");
    }
  }

  /// The control thread, which would answer the request, waits for user code.
  @Test
  void shutdownEndsTheKernelAlsoWhileAnInterruptDoesNotReturn() throws Exception {
    try (KernelSession kernel = KernelSession.start()) {
      KernelSession.Running stuck =
          kernel.submit(
              """
              import org.jlanes.runtime.scope.Scope;
              Scope.current().onCancel(() -> {
                System.out.println("cancelled");
                while (true) java.util.concurrent.locks.LockSupport.park();
              });
              System.out.println("on");
              Thread.sleep(600_000);
              """);
      stuck.awaitPrinted("on");
      kernel.client().send(ChannelName.CONTROL, "interrupt_request", Json.object("{}"));
      stuck.awaitPrinted("cancelled");
      kernel.client().send(ChannelName.CONTROL, "shutdown_request", Json.object("{}"));
      assertTrue(kernel.process().awaitExit(END), "the kernel lives on");
    }
  }

  /// Then the JVM leaves signals to the system, and refuses handlers.
  @Test
  void aKernelWithoutSignalHandlersRunsCellsAndEnds() throws Exception {
    try (KernelSession kernel = KernelSession.start(Map.of("JDK_JAVA_OPTIONS", "-Xrs"))) {
      assertEquals("2", kernel.run("1 + 1").result());
      kernel.request(ChannelName.CONTROL, "shutdown_request", Map.of("restart", false));
      assertTrue(kernel.process().awaitExit(END), "the kernel lives on");
    }
  }

  @Test
  void aClientIsToldWhenTheKernelDies() throws Exception {
    try (KernelSession kernel = KernelSession.start()) {
      KernelSession.Running running =
          kernel.submit("System.out.println(\"here\"); Thread.sleep(600_000);");
      running.awaitPrinted("here");
      kernel.process().handle().destroyForcibly();
      assertTrue(kernel.process().awaitExit(END));
      KernelDiedException died =
          org.junit.jupiter.api.Assertions.assertThrows(
              KernelDiedException.class,
              () -> kernel.client().execute("1", ExecuteOptions.DEFAULT, output -> {}));
      assertTrue(died.getMessage().contains("status"), died.getMessage());
    }
  }

  @Test
  void aConnectionFileThatCannotBeServedIsExplained(@TempDir Path folder) throws Exception {
    String complete =
        "\"transport\":\"tcp\",\"ip\":\"127.0.0.1\",\"key\":\"k\",\"signature_scheme\":\"hmac-sha256\",\"shell_port\":1,\"iopub_port\":2,\"stdin_port\":3,\"control_port\":4";
    assertExplained(folder, "{" + complete + "}", "hb_port");
    assertExplained(folder, "{" + complete.replace("tcp", "ipc") + ",\"hb_port\":5}", "transport");
    assertExplained(folder, "not JSON", "JSON");
  }

  private static void assertExplained(Path folder, String content, String word) throws Exception {
    Path file = Files.writeString(folder.resolve("connection.json"), content);
    Process kernel = start(file);
    String said =
        new String(kernel.getErrorStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    assertTrue(kernel.waitFor(60, TimeUnit.SECONDS));
    assertEquals(2, kernel.exitValue());
    assertTrue(said.contains(word) && said.contains(file.toString()), said);
    assertEquals(1, said.lines().count(), said);
    assertFalse(said.contains("Exception"), said);
  }

  private static Process start(Path connectionFile) throws IOException {
    List<String> argv =
        KernelSession.command().argv().stream()
            .map(each -> each.replace("{connection_file}", connectionFile.toString()))
            .toList();
    return new ProcessBuilder(argv).start();
  }

  @Test
  void aPortThatIsTakenIsExplained(@TempDir Path folder) throws Exception {
    try (KernelSession kernel = KernelSession.start()) {
      Path file = folder.resolve("connection.json");
      kernel.process().connection().write(file);
      Process second = start(file);
      String said =
          new String(
              second.getErrorStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      assertTrue(second.waitFor(60, TimeUnit.SECONDS));
      assertEquals(2, second.exitValue());
      assertTrue(said.contains("cannot listen at tcp://127.0.0.1"), said);
    }
  }
}
