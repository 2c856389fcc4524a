package org.jlanes.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.Map;
import org.jlanes.wire.Json;
import org.jlanes.wire.Message;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A kernel whose heap a cell has filled goes on, keeps its variables, and gets the memory back.
final class FullHeapIT {
  private static final String FULL = "java.lang.OutOfMemoryError";

  /// How long the kernel may take to end: for a machine under load, as in [ProtocolEndIT].
  private static final Duration END = Duration.ofSeconds(10);

  private static KernelSession kernel;

  @BeforeAll
  static void start() throws Exception {
    kernel = small();
    kernel.ok(
        """
        var kept = new ArrayList<>(List.of("a"));
        int twice(int x) { return 2 * x; }
        void fill() {
          List<byte[]> all = new ArrayList<>();
          while (true) all.add(new byte[1 << 20]);
        }
        """);
  }

  private static KernelSession small() throws Exception {
    return KernelSession.start(Map.of("JDK_JAVA_OPTIONS", "-Xmx160m"));
  }

  @AfterAll
  static void end() {
    kernel.close();
  }

  /// Whatever has happened.
  @AfterEach
  void theKernelIsAsItWas() throws Exception {
    assertEquals("[a] 8", kernel.ok("kept + \" \" + twice(4)").result());
    assertTrue(kernel.ok("new byte[48 << 20].length").result().startsWith("50"), "memory is back");
  }

  @Test
  void aFullHeapIsTheCellsErrorAndTheKernelGoesOn() throws Exception {
    for (int i = 0; i < 3; i++) {
      Cell full = kernel.run("int before" + i + " = 7;\nfill();");
      assertEquals(FULL, full.ename());
      assertTrue(full.evalue().contains("Java heap space"), full.evalue());
      assertEquals("7", kernel.ok("before" + i).result());
    }
  }

  @Test
  void whatAVariableHoldsStaysUntilItIsLetGoOf() throws Exception {
    kernel.ok("List<byte[]> held = new ArrayList<>();");
    assertEquals(FULL, kernel.run("while (true) held.add(new byte[16 << 20]);").ename());
    assertEquals("true", kernel.ok("held.size() > 1").result());
    assertEquals("ok", status(ask(ChannelName.CONTROL, "kernel_info_request", Map.of())));
    Message completed =
        ask(ChannelName.SHELL, "complete_request", Map.of("code", "hel", "cursor_pos", 3));
    assertTrue(completed.content().toString().contains("\"held\""), completed::toString);
    assertEquals(
        "complete", status(ask(ChannelName.SHELL, "is_complete_request", Map.of("code", "1"))));
    kernel.client().heartbeat(KernelSession.PATIENCE);
    kernel.ok("held = null;");
  }

  @Test
  void aThreadThatFillsTheHeapEndsAndTellsInItsCell() throws Exception {
    Cell cell =
        kernel.ok(
            """
            Thread filling = new Thread(() -> fill());
            filling.start();
            filling.join();
            """);
    assertTrue(cell.stderr().contains(FULL), cell.stderr());
  }

  @Test
  void aHeapThatAFutureFillsIsTheCauseOfItsFailure() throws Exception {
    Cell cell = kernel.run("CompletableFuture.runAsync(() -> fill()).get();");
    assertEquals("java.util.concurrent.ExecutionException", cell.ename());
    assertTrue(cell.traceback().contains(FULL), cell.traceback());
  }

  @Test
  void itemsOfALaneThatFillTheHeapFailByTheirError() throws Exception {
    for (int round = 0; round < 5; round++) {
      assertTrue(full("sequential").contains("item 2 (2) failed"));
      for (String lane : new String[] {"threads --workers 2", "virtual"}) {
        String said = full(lane);
        // All share the heap: another one that asks for memory at that moment gets none.
        assertTrue(said.matches("(?s).*item [0-3] \\([0-3]\\) failed.*"), lane + ": " + said);
      }
    }
  }

  private static String full(String lane) throws Exception {
    Cell cell = kernel.run("%%" + lane + " n : 4 -> sizes\nif (n == 2) fill();\nn");
    assertEquals("error", cell.status(), lane);
    assertTrue(cell.traceback().contains(FULL), cell.traceback());
    return cell.traceback();
  }

  /// A JVM ends the thread of its own timers for good when there is no memory for them.
  @Test
  void timeoutsStayWhateverWasFull() throws Exception {
    kernel.run("%%threads n : 2\nfill();");
    Cell cell = kernel.run("%%threads --timeout 200ms n : 1\nThread.sleep(60_000);");
    assertTrue(cell.traceback().contains("did not end within"), cell.traceback());
    cell = kernel.run("%%threads --item-timeout 200ms n : 1\nThread.sleep(60_000);");
    assertTrue(cell.traceback().contains("did not end within"), cell.traceback());
  }

  @Test
  void aWorkerWhoseHeapIsFullIsReportedWithWhatToDo() throws Exception {
    Cell cell =
        kernel.run("%%processes --workers 1 --memory 64m n : 2 -> sizes\nif (n == 1) fill();\nn");
    assertEquals("error", cell.status());
    String said = cell.traceback() + cell.shown() + cell.stderr();
    assertTrue(said.contains(FULL), said);
    assertTrue(said.contains("--memory"), said);
  }

  @Test
  void aValueWhoseTextDoesNotFitIsShownByItsType() throws Exception {
    Cell cell =
        kernel.ok(
            "record Long_(int n) { public String toString() { return \"x\".repeat(n); } }\n"
                + "new Long_(500_000_000)");
    assertTrue(cell.result().contains("its toString threw " + FULL), cell.result());
  }

  /// Who asks it to end must not have to kill it.
  @Test
  void aKernelWhoseHeapIsFullEndsWhenItIsAskedTo() throws Exception {
    try (KernelSession doomed = small()) {
      doomed.ok("List<Object> held = new ArrayList<>();");
      Cell cell =
          doomed.run(
              """
              for (int size = 1 << 20; size > 0; size /= 2) {
                try {
                  while (true) held.add(new byte[size]);
                } catch (OutOfMemoryError e) {
                }
              }
              """);
      assertFalse(cell.status().isEmpty());
      doomed.client().send(ChannelName.CONTROL, "shutdown_request", new JsonObject());
      assertTrue(doomed.process().awaitExit(END), "the kernel lives on");
    }
  }

  private static Message ask(ChannelName channel, String type, Map<String, Object> content)
      throws Exception {
    return kernel.request(channel, type, content);
  }

  private static String status(Message reply) {
    return Json.string(reply.content(), "status", "");
  }
}
