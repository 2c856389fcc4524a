package org.jlanes.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jlanes.wire.Json;
import org.jlanes.wire.Message;
import org.junit.jupiter.api.Test;

/// `execute_request` over real sockets against the real kernel process.
final class ProtocolExecuteIT {
  @SharedKernel private static KernelSession kernel;

  @Test
  void theMessagesOfACellComeInTheOrderOfTheSpecification() throws Exception {
    Cell cell = kernel.run("System.out.println(\"a\"); 1 + 1");
    assertEquals(
        List.of("busy", "execute_input", "stream", "execute_result", "idle"), cell.order());
    assertEquals("a\n", cell.stdout());
    assertEquals("2", cell.result());
    assertEquals("ok", cell.status());
  }

  @Test
  void theReplyCarriesTheRequestsHeaderVerbatimAndEveryMessageCarriesItAsParent() throws Exception {
    KernelSession.Running running = kernel.submit("2 + 2");
    Cell cell = running.await();
    assertEquals(running.id(), cell.reply().parentId());
    assertEquals("execute_request", Json.string(cell.reply().parentHeader(), "msg_type", ""));
    assertTrue(cell.published().stream().allMatch(m -> m.parentId().equals(running.id())));
  }

  @Test
  void aRequestWithNothingButCodeGetsTheDefaults() throws Exception {
    int before = kernel.run("0").count();
    Cell cell = kernel.run("40 + 2", Map.of());
    assertEquals("42", cell.result());
    assertEquals(before + 1, cell.count());
  }

  @Test
  void aRequestWithoutCodeIsAnsweredWithAnError() throws Exception {
    Message reply = kernel.request(ChannelName.SHELL, "execute_request", Map.of());
    assertEquals("error", Json.string(reply.content(), "status", ""));
    assertTrue(Json.string(reply.content(), "evalue", "").contains("code"));
  }

  @Test
  void aSilentCellIsNeitherEchoedNorCountedNorShown() throws Exception {
    int before = kernel.run("0").count();
    Cell cell =
        kernel.run("int silently = 7; silently", Map.of("silent", true, "store_history", true));
    assertEquals(List.of("busy", "idle"), cell.order());
    assertEquals("ok", cell.status());
    assertEquals(before, cell.count());
    assertEquals("7", kernel.run("silently").result());
  }

  @Test
  void aSilentCellThatFailsSaysSoInTheReplyOnly() throws Exception {
    Cell cell = kernel.run("int zero = 0; 1 / zero", Map.of("silent", true));
    assertEquals(List.of("busy", "idle"), cell.order());
    assertEquals("error", cell.status());
    assertEquals("java.lang.ArithmeticException", cell.ename());
  }

  @Test
  void aCellThatIsNotStoredIsShownButNotCounted() throws Exception {
    int before = kernel.run("0").count();
    Cell cell = kernel.run("8 * 8", Map.of("store_history", false));
    assertEquals("64", cell.result());
    assertEquals(before, cell.count());
    assertEquals(before + 1, kernel.run("0").count());
  }

  @Test
  void userExpressionsAreEvaluatedAfterSuccessEachWithItsOwnStatus() throws Exception {
    Cell cell =
        kernel.run(
            "int seen = 5;",
            Map.of("user_expressions", Map.of("good", "seen * 2", "bad", "nothingOfThatName")));
    JsonObject good = Json.child(cell.userExpressions(), "good");
    JsonObject bad = Json.child(cell.userExpressions(), "bad");
    assertEquals("ok", Json.string(good, "status", ""));
    assertEquals("10", Json.string(Json.child(good, "data"), "text/plain", ""));
    assertEquals("error", Json.string(bad, "status", ""));
    assertFalse(Json.string(bad, "ename", "").isEmpty());
  }

  @Test
  void userExpressionsAreNotEvaluatedAfterAFailure() throws Exception {
    Cell cell =
        kernel.run(
            "throw new IllegalStateException(\"no\");",
            Map.of("user_expressions", Map.of("one", "1")));
    assertTrue(cell.userExpressions().isEmpty());
  }

  @Test
  void theErrorIsTheSameInTheReplyAndOnIopubAndNamesTheUsersException() throws Exception {
    Cell cell = kernel.run("throw new java.io.IOException(\"disk on fire\");");
    assertEquals(List.of("busy", "execute_input", "error", "idle"), cell.order());
    JsonObject published = cell.of("error").getFirst().content();
    for (String field : List.of("ename", "evalue", "traceback")) {
      assertEquals(cell.reply().content().get(field), published.get(field));
    }
    assertEquals("java.io.IOException", cell.ename());
    assertEquals("disk on fire", cell.evalue());
  }

  @Test
  void aFailureAbortsQueuedCellsButNoOtherRequestsAndThenAllGoesOn() throws Exception {
    KernelSession.Running failing =
        kernel.submit(
            "System.out.println(\"go\"); System.in.read(); throw new RuntimeException(\"stop\");");
    failing.awaitPrinted("go");
    KernelSession.Running queued = kernel.submit("int neverRun = 1;");
    Message info = kernel.client().send(ChannelName.SHELL, "comm_info_request", new JsonObject());
    KernelSession.Running alsoQueued = kernel.submit("int neverRunEither = 1;");
    // What is answered while the cell waits says that all before it has come.
    Message after =
        kernel.client().send(ChannelName.SHELL, "kernel_info_request", new JsonObject());
    var _ = kernel.awaitReply(ChannelName.SHELL, after.id(), "kernel_info_reply");
    var unused = failing.answer("");

    assertEquals("error", failing.await().status());
    for (KernelSession.Running each : List.of(queued, alsoQueued)) {
      Cell aborted = each.await();
      assertEquals("aborted", aborted.status());
      assertEquals(List.of("busy", "idle"), aborted.order());
      assertEquals(failing.await().count(), aborted.count());
    }
    Message reply = kernel.awaitReply(ChannelName.SHELL, info.id(), "comm_info_reply");
    assertEquals("ok", Json.string(reply.content(), "status", ""));
    assertEquals("3", kernel.run("1 + 2").result());
    assertEquals("error", kernel.run("neverRun").status());
  }

  @Test
  void withoutStopOnErrorQueuedCellsRun() throws Exception {
    KernelSession.Running failing =
        kernel.submit(
            "System.out.println(\"go\"); System.in.read(); throw new RuntimeException(\"go on\");",
            Map.of("stop_on_error", false, "allow_stdin", true));
    failing.awaitPrinted("go");
    KernelSession.Running queued = kernel.submit("5 * 5");
    var unused = failing.answer("");
    assertEquals("error", failing.await().status());
    assertEquals("25", queued.await().result());
  }

  @Test
  void aHundredThousandLinesArriveCompleteAndInOrderAndInFewMessages() throws Exception {
    int lines = 100_000;
    Cell cell =
        kernel.run("for (int i = 0; i < " + lines + "; i++) System.out.println(\"line \" + i);");
    String expected =
        IntStream.range(0, lines).mapToObj(i -> "line " + i + "\n").collect(Collectors.joining());
    // Not assertEquals: its message would be 100,000 lines long.
    assertEquals(lines, cell.stdout().lines().count());
    assertTrue(expected.equals(cell.stdout()), "order");
    assertTrue(cell.of("stream").size() < lines / 20, cell.of("stream").size() + " messages");
  }

  @Test
  void standardOutputAndErrorKeepTheirOrder() throws Exception {
    Cell cell =
        kernel.run(
            "System.out.println(\"1\"); System.err.println(\"2\"); System.out.println(\"3\");");
    List<String> texts =
        cell.of("stream").stream()
            .map(m -> Json.string(m.content(), "name", "") + Json.string(m.content(), "text", ""))
            .toList();
    assertEquals(List.of("stdout1\n", "stderr2\n", "stdout3\n"), texts);
  }

  @Test
  void lateOutputOfAFinishedCellsThreadKeepsItsParent() throws Exception {
    KernelSession.Running first =
        kernel.submit(
            """
            var release = new java.util.concurrent.CountDownLatch(1);
            new Thread(() -> {
              try { release.await(); } catch (InterruptedException e) { return; }
              System.out.println("late but mine");
            }).start();
            """);
    assertEquals("ok", first.await().status());
    KernelSession.Running second =
        kernel.submit("System.out.println(\"second\"); release.countDown(); System.in.read();");
    second.awaitPrinted("second");
    first.awaitPrinted("late but mine");
    var unused = second.answer("");
    Cell cell = second.await();
    assertEquals("second\n", cell.stdout());
  }

  @Test
  void textInAllPlanesSurvivesTheWay() throws Exception {
    String text = "ä € 😀 𝕏 \\u0000";
    Cell cell = kernel.run("System.out.print(\"" + text + "\"); \"" + text + "\"");
    assertEquals("ä € 😀 𝕏 \0", cell.stdout());
    assertTrue(cell.result().contains("😀 𝕏"));
  }

  @Test
  void displaysCanBeUpdatedAndOutputCleared() throws Exception {
    Cell cell =
        kernel.run(
            """
            var place = org.jlanes.runtime.display.Display.html("<b>0</b>", "0 of 2");
            place.update("1 of 2");
            org.jlanes.runtime.display.Display.clear(true);
            """);
    assertEquals(
        List.of(
            "busy", "execute_input", "display_data", "update_display_data", "clear_output", "idle"),
        cell.order());
    JsonObject shown = cell.of("display_data").getFirst().content();
    JsonObject update = cell.of("update_display_data").getFirst().content();
    assertEquals("<b>0</b>", Json.string(Json.child(shown, "data"), "text/html", ""));
    assertEquals("1 of 2", Json.string(Json.child(update, "data"), "text/plain", ""));
    assertEquals(shown.get("transient"), update.get("transient"));
    assertTrue(Json.bool(cell.of("clear_output").getFirst().content(), "wait", false));
  }

  @Test
  void jsonMimeTypesAreObjectsNotText() throws Exception {
    Cell cell =
        kernel.run(
            "org.jlanes.runtime.display.MimeBundle.text(\"x\").with(\"application/json\","
                + " java.util.Map.of(\"a\", java.util.List.of(1, 2)))");
    JsonObject data = Json.child(cell.of("execute_result").getFirst().content(), "data");
    assertEquals("{\"a\":[1,2]}", data.get("application/json").toString());
  }

  @Test
  void payloadsOfACellTravelInItsReplyOnly() throws Exception {
    Cell cell =
        kernel.run(
            "org.jlanes.runtime.scope.Scope.current().output().payload(Map.of(\"source\","
                + " \"set_next_input\", \"text\", \"x\"));");
    assertEquals(
        "set_next_input",
        Json.string(
            Json.array(cell.reply().content(), "payload").get(0).getAsJsonObject(), "source", ""));
    assertTrue(Json.array(kernel.run("1").reply().content(), "payload").isEmpty());
  }

  @Test
  void aCellWithoutValueHasNoResult() throws Exception {
    assertNull(kernel.run("int noValue = 3;").result());
  }
}
