package org.jlanes.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jlanes.wire.Json;
import org.jlanes.wire.Message;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Requests on control, and what the kernel says of itself.
final class ProtocolControlIT {
  private static final String BURN =
      """
      System.out.println("burning");
      IntStream.range(0, 64).parallel().forEach(i -> { while (true) { Thread.onSpinWait(); } });
      """;

  @SharedKernel private static KernelSession kernel;

  @BeforeAll
  static void prepare() throws Exception {
    var unused = kernel.run("1");
  }

  private static void assertFramed(ChannelName channel, String type, Map<String, Object> content)
      throws Exception {
    Message request = kernel.client().send(channel, type, Json.of(content).getAsJsonObject());
    Message reply =
        kernel.await(
            r -> r.channel() == channel && r.message().parentId().equals(request.id()),
            "the reply to " + type);
    assertEquals(type.replace("_request", "_reply"), reply.type());
    kernel.await(
        r ->
            r.message().parentId().equals(request.id())
                && Json.string(r.message().content(), "execution_state", "").equals("idle"),
        "the idle status of " + type);
    List<String> states =
        kernel.publishedFor(request.id()).stream()
            .map(m -> Json.string(m.content(), "execution_state", m.type()))
            .toList();
    assertEquals(List.of("busy", "idle"), states, type);
  }

  @Test
  void everyRequestOnControlIsFramedAndAnsweredWhileACellBurnsAllCores() throws Exception {
    KernelSession.Running burning = kernel.submit(BURN);
    burning.awaitPrinted("burning");
    assertFramed(ChannelName.CONTROL, "kernel_info_request", Map.of());
    assertFramed(ChannelName.CONTROL, "usage_request", Map.of());
    assertFramed(ChannelName.CONTROL, "create_subshell_request", Map.of());
    assertFramed(ChannelName.CONTROL, "list_subshell_request", Map.of());
    assertFramed(ChannelName.CONTROL, "delete_subshell_request", Map.of("subshell_id", "none"));
    assertFramed(
        ChannelName.CONTROL,
        "debug_request",
        Map.of("seq", 1, "type", "request", "command", "debugInfo", "arguments", Map.of()));
    assertFramed(ChannelName.CONTROL, "interrupt_request", Map.of());
    assertEquals("error", burning.await().status());
  }

  @Test
  void whoAsksForADebuggerIsToldThatThereIsNone() throws Exception {
    JsonObject info = kernel.request(ChannelName.SHELL, "kernel_info_request", Map.of()).content();
    assertFalse(Json.bool(info, "debugger", true));
    assertFalse(Json.array(info, "supported_features").toString().contains("debugger"));
    JsonObject reply =
        kernel
            .request(
                ChannelName.CONTROL,
                "debug_request",
                Map.of("seq", 7, "type", "request", "command", "attach"))
            .content();
    assertFalse(Json.bool(reply, "success", true));
    assertEquals(7, Json.integer(reply, "request_seq", 0));
    assertEquals("attach", Json.string(reply, "command", ""));
  }

  /// The best of many: on a loaded machine the others say more of the load than of the kernel.
  @Test
  void isCompleteOnASubshellAnswersAtOnceWhileACellBurnsAllCores() throws Exception {
    Message created = kernel.request(ChannelName.CONTROL, "create_subshell_request", Map.of());
    String subshell = Json.string(created.content(), "subshell_id", "");
    KernelSession.Running burning = kernel.submit(BURN);
    burning.awaitPrinted("burning");
    long[] nanos = new long[21];
    for (int i = 0; i < nanos.length; i++) {
      JsonObject content = new JsonObject();
      content.addProperty("code", "int a = " + i + ";");
      long start = System.nanoTime();
      String id = kernel.client().sendToSubshell(subshell, "is_complete_request", content).id();
      kernel.await(
          r -> r.channel() == ChannelName.SHELL && r.message().parentId().equals(id),
          "is_complete_reply");
      nanos[i] = System.nanoTime() - start;
    }
    kernel.interrupt();
    burning.await();
    Arrays.sort(nanos);
    Duration best = Duration.ofNanos(nanos[0]);
    assertTrue(best.compareTo(Duration.ofMillis(50)) < 0, "at best " + best);
  }

  /// Catches a console that waits at each line for a cell of hours, and a front end or server that
  /// takes the kernel for idle because the last status it saw was that of such a request.
  @Test
  void whatOnlyAsksGoesPastTheRunningCellOnShellAndTheKernelStaysBusy() throws Exception {
    KernelSession.Running burning = kernel.submit(BURN);
    burning.awaitPrinted("burning");
    KernelSession.Running next = kernel.submit("1 + 1");
    long[] nanos = new long[21];
    String last = "";
    for (int i = 0; i < nanos.length; i++) {
      long start = System.nanoTime();
      Message reply =
          kernel.request(ChannelName.SHELL, "is_complete_request", Map.of("code", "int a = 1;"));
      nanos[i] = System.nanoTime() - start;
      assertEquals("complete", Json.string(reply.content(), "status", ""));
      last = reply.parentId();
    }
    assertFramed(ChannelName.SHELL, "kernel_info_request", Map.of());
    String asked = last;
    kernel.awaitIdle(asked, "the idle of is_complete");
    kernel.await(
        r ->
            r.channel() == ChannelName.IOPUB
                && r.message().parentId().isEmpty()
                && Json.string(r.message().content(), "execution_state", "").equals("busy"),
        "still busy");
    kernel.interrupt();
    assertEquals("error", burning.await().status());
    assertEquals("aborted", next.await().status());
    assertEquals("complete", isComplete("2"), "in its turn again");
    Arrays.sort(nanos);
    Duration best = Duration.ofNanos(nanos[0]);
    assertTrue(best.compareTo(Duration.ofMillis(50)) < 0, "at best " + best);
  }

  private static String isComplete(String code) throws Exception {
    return Json.string(
        kernel.request(ChannelName.SHELL, "is_complete_request", Map.of("code", code)).content(),
        "status",
        "");
  }

  @Test
  void theKernelDescribesItselfAndItsLanguage() throws Exception {
    JsonObject info = kernel.request(ChannelName.SHELL, "kernel_info_request", Map.of()).content();
    JsonObject language = Json.child(info, "language_info");
    assertEquals("25", Json.string(language, "version", "").split("[.+-]", -1)[0]);
    assertEquals("java", Json.string(language, "pygments_lexer", ""));
    assertEquals("text/x-java", Json.string(language, "codemirror_mode", ""));
    assertEquals("script", Json.string(language, "nbconvert_exporter", ""));
    assertEquals("jlanes", Json.string(info, "implementation", ""));
    assertFalse(Json.string(info, "implementation_version", "").isEmpty());
    assertTrue(Json.string(info, "banner", "").contains("Java 25"));
    assertFalse(Json.array(info, "help_links").isEmpty());
    Json.array(info, "help_links")
        .forEach(link ->
            assertTrue(
                link.getAsJsonObject().has("text")
                    && link.getAsJsonObject().get("url").getAsString().startsWith("https://")));
  }

  @Test
  void metadataOfTheFrontEndsCellIsTaken() throws Exception {
    JsonObject content = new JsonObject();
    content.addProperty("code", "6 * 7");
    String header = Forge.header(Forge.id(), "execute_request");
    kernel
        .client()
        .sendRaw(
            ChannelName.SHELL,
            new Forge(kernel.process().connection())
                .signed(
                    header,
                    "{}",
                    "{\"cellId\":\"0123-abc\",\"deletedCells\":[],\"recordTiming\":false}",
                    content.toString()));
    String id = Json.string(Json.object(header), "msg_id", "");
    Message result =
        kernel.await(
            r -> r.message().parentId().equals(id) && r.message().type().equals("execute_result"),
            "the result");
    assertEquals("42", Json.string(Json.child(result.content(), "data"), "text/plain", ""));
  }

  @Test
  void aShutdownEndsTheCellsOfAllShells() throws Exception {
    try (KernelSession other = KernelSession.start()) {
      Message created = other.request(ChannelName.CONTROL, "create_subshell_request", Map.of());
      KernelSession.Running beside =
          other.submitTo(
              Json.string(created.content(), "subshell_id", ""),
              "System.out.println(\"on\"); while (true) { Thread.onSpinWait(); }");
      beside.awaitPrinted("on");
      other.request(ChannelName.CONTROL, "shutdown_request", Map.of("restart", false));
      // 1.5 s by the kernel's own clock.
      assertTrue(other.process().awaitExit(Duration.ofSeconds(10)), "the kernel lives on");
    }
  }
}
