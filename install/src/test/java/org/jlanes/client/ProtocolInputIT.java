package org.jlanes.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jlanes.wire.Json;
import org.jlanes.wire.Message;
import org.junit.jupiter.api.Test;

/// Whom a cell asks, and how.
final class ProtocolInputIT {
  @SharedKernel private static KernelSession kernel;

  /// Catches a question to the client that connected last, or to all.
  @Test
  void onlyTheClientWhoseCellItIsIsAsked() throws Exception {
    List<Output> outputs = new CopyOnWriteArrayList<>();
    List<Received> heard = new CopyOnWriteArrayList<>();
    long own = questions(kernel.messages());
    String code = "System.out.print(new Scanner(System.in).nextLine());";
    try (KernelClient other = KernelClient.connect(kernel.process().connection(), heard::add)) {
      other.awaitReady(KernelSession.PATIENCE);
      ExecuteResult result =
          other.execute(
              code,
              ExecuteOptions.DEFAULT
                  .withInput((prompt, password) -> "mine")
                  .withTimeout(KernelSession.PATIENCE),
              outputs::add);
      assertTrue(result.succeeded());
      assertEquals(List.of(new Output.Stream("stdout", "mine")), outputs);
      assertEquals(1, questions(heard));
      assertEquals(own, questions(kernel.messages()));
      KernelSession.Running running = kernel.submit(code);
      var unused = running.answer("ours");
      assertEquals("ours", running.await().stdout());
      assertEquals(1, questions(heard));
    }
    assertEquals(own + 1, questions(kernel.messages()));
  }

  private static long questions(List<Received> messages) {
    return messages.stream().filter(r -> r.channel() == ChannelName.STDIN).count();
  }

  @Test
  void aSecretIsAskedForAsOne() throws Exception {
    KernelSession.Running asking =
        kernel.submit(
            "org.jlanes.runtime.scope.Scope.current().output().readLine(\"secret: \", true)");
    Message asked = asking.answer("hush");
    assertTrue(Json.bool(asked.content(), "password", false));
    assertEquals("secret: ", Json.string(asked.content(), "prompt", ""));
    assertTrue(asking.await().result().contains("hush"));
  }

  @Test
  void everyWayOfReadingALineAsksTheFrontEnd() throws Exception {
    for (String way :
        List.of(
            "IO.readln()",
            "IO.readln(\"name? \")",
            "new java.io.BufferedReader(new java.io.InputStreamReader(System.in)).readLine()",
            "new Scanner(System.in).nextLine()")) {
      KernelSession.Running asking = kernel.submit(way);
      var unused = asking.answer("Zoë " + way.length());
      Cell cell = asking.await();
      assertEquals("ok", cell.status(), cell.traceback());
      assertTrue(cell.result().contains("Zoë " + way.length()), way + ": " + cell.result());
    }
  }

  @Test
  void thePromptOfReadlnGoesWithTheQuestion() throws Exception {
    for (String way :
        List.of(
            "IO.readln(\"name? \")",
            "java.util.function.UnaryOperator<String> ask = IO::readln;\nask.apply(\"name? \")")) {
      KernelSession.Running asking = kernel.submit(way);
      Message asked = asking.answer("Zoë");
      assertEquals("name? ", Json.string(asked.content(), "prompt", ""));
      Cell cell = asking.await();
      assertEquals("Zoë", cell.result());
      assertEquals("", cell.stdout());
    }
  }

  @Test
  void whatIsLeftOfALineComesBeforeAnotherQuestion() throws Exception {
    KernelSession.Running asking =
        kernel.submit(
            "char first = (char) System.in.read();\nfirst + \"|\" + IO.readln(\"rest \")");
    var unused = asking.answer("abc");
    assertEquals("a|bc", asking.await().result());
  }
}
