package org.jlanes.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.jlanes.wire.Json;
import org.jlanes.wire.Message;
import org.junit.jupiter.api.Test;

/// Subshells (JEP 91): lines of execution beside the main one.
final class SubshellIT {
  @SharedKernel private static KernelSession kernel;

  private static String create() throws Exception {
    Message reply = kernel.request(ChannelName.CONTROL, "create_subshell_request", Map.of());
    return Json.string(reply.content(), "subshell_id", "");
  }

  private static List<String> list() throws Exception {
    Message reply = kernel.request(ChannelName.CONTROL, "list_subshell_request", Map.of());
    return Json.array(reply.content(), "subshell_id").asList().stream()
        .map(id -> id.getAsString())
        .toList();
  }

  private static Message delete(String id) throws Exception {
    return kernel.request(
        ChannelName.CONTROL, "delete_subshell_request", Map.of("subshell_id", id));
  }

  @Test
  void theKernelAnnouncesThem() throws Exception {
    Message info = kernel.request(ChannelName.SHELL, "kernel_info_request", Map.of());
    assertTrue(
        Json.array(info.content(), "supported_features")
            .toString()
            .contains("\"kernel subshells\""));
  }

  @Test
  void theyAreCreatedListedAndDeleted() throws Exception {
    String first = create();
    String second = create();
    assertTrue(list().containsAll(List.of(first, second)));
    assertEquals("ok", Json.string(delete(first).content(), "status", ""));
    assertFalse(list().contains(first));
    assertEquals("error", Json.string(delete(first).content(), "status", ""));
    delete(second);
  }

  @Test
  void aCellOfASubshellRunsWhileOneOfTheMainShellDoes() throws Exception {
    kernel.run(
        "java.util.concurrent.CountDownLatch free = new java.util.concurrent.CountDownLatch(1);");
    KernelSession.Running main =
        kernel.submit(
            "System.out.println(\"waiting\"); free.await(); System.out.println(\"free\");");
    main.awaitPrinted("waiting");
    String id = create();
    // The same variables: this cell ends the other.
    Cell beside =
        kernel.submitTo(id, "System.out.println(\"beside\"); free.countDown(); 41 + 1").await();
    assertEquals("42", beside.result());
    assertEquals("beside\n", beside.stdout());
    assertEquals("waiting\nfree\n", main.await().stdout());
    delete(id);
  }

  @Test
  void theyEndInAnyOrder() throws Exception {
    kernel.run(
        """
        var latches = new java.util.concurrent.CountDownLatch[] {
            new java.util.concurrent.CountDownLatch(1), new java.util.concurrent.CountDownLatch(1)};
        """);
    String early = create();
    String late = create();
    KernelSession.Running first =
        kernel.submitTo(early, "System.out.println(\"in\"); latches[0].await(); 1");
    first.awaitPrinted("in");
    KernelSession.Running second =
        kernel.submitTo(late, "System.out.println(\"in\"); latches[1].await(); 2");
    second.awaitPrinted("in");
    // The one that began first ends while the later one still runs.
    kernel.run("latches[0].countDown();");
    assertEquals("1", first.await().result());
    kernel.run("latches[1].countDown();");
    assertEquals("2", second.await().result());
    delete(early);
    delete(late);
  }

  @Test
  void eachHasItsOwnCountAndAbortsItsOwnQueueOnly() throws Exception {
    int before = kernel.run("var gate = new CountDownLatch(1);").count();
    String id = create();
    assertEquals(1, kernel.submitTo(id, "2").await().count());
    KernelSession.Running failing = kernel.submitTo(id, "gate.await(); 1 / 0");
    KernelSession.Running behind = kernel.submitTo(id, "3");
    // What has come behind it over the same connection says that it has come.
    KernelSession.Running other = kernel.submit("gate.countDown(); 4");
    assertEquals("error", failing.await().status());
    assertEquals("aborted", behind.await().status());
    Cell main = other.await();
    assertEquals("4", main.result());
    assertEquals(before + 1, main.count());
    delete(id);
  }

  @Test
  void anInterruptStopsTheCellsOfAllShells() throws Exception {
    String id = create();
    KernelSession.Running beside =
        kernel.submitTo(id, "System.out.println(\"on\"); while (true) { Thread.onSpinWait(); }");
    beside.awaitPrinted("on");
    KernelSession.Running main =
        kernel.submit("System.out.println(\"on\"); Thread.sleep(600_000);");
    main.awaitPrinted("on");
    kernel.interrupt();
    assertEquals("error", beside.await().status());
    assertEquals("error", main.await().status());
    delete(id);
  }

  @Test
  void deletingOneStopsItsCell() throws Exception {
    String id = create();
    KernelSession.Running running =
        kernel.submitTo(id, "System.out.println(\"on\"); Thread.sleep(600_000);");
    running.awaitPrinted("on");
    assertEquals("ok", Json.string(delete(id).content(), "status", ""));
    assertEquals("error", running.await().status());
  }

  @Test
  void anUnknownIdIsAnErrorAndHarmsNothing() throws Exception {
    KernelSession.Running refused = kernel.submitTo("no such subshell", "1");
    Message reply = kernel.awaitReply(ChannelName.SHELL, refused.id(), "the refusal");
    assertEquals("SubshellNotFoundError", Json.string(reply.content(), "ename", ""));
    assertEquals("2", kernel.run("1 + 1").result());
  }

  @Test
  void theMagicTellsWhereItRuns() throws Exception {
    String id = create();
    assertTrue(kernel.submitTo(id, "%subshell").await().stdout().contains("subshell id: " + id));
    assertTrue(kernel.run("%subshell").stdout().contains("subshell id: none (the main shell)"));
    delete(id);
  }
}
