package org.jlanes.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jlanes.wire.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The client's own interface, as the headless runner uses it.
final class ProtocolClientIT {
  private static KernelProcess kernel;

  @BeforeAll
  static void startKernel() throws Exception {
    kernel = KernelProcess.start(KernelSession.command(), Path.of("."));
    kernel.client().awaitReady(KernelSession.PATIENCE);
  }

  @AfterAll
  static void endKernel() throws Exception {
    kernel.close();
    assertTrue(kernel.awaitExit(Duration.ZERO));
  }

  private static ExecuteResult execute(String code, ExecuteOptions options, List<Output> outputs)
      throws IOException, InterruptedException {
    return kernel.client().execute(code, options.withTimeout(KernelSession.PATIENCE), outputs::add);
  }

  /// [EveryMessage] depends on it.
  @Test
  void whatComesIsLoggedAtTrace() throws Exception {
    List<String> types = new CopyOnWriteArrayList<>();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord entry) {
            if (entry.getParameters() != null
                && entry.getParameters()[0] instanceof Received received) {
              types.add(received.channel() + " " + received.message().type());
            }
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger logger = Logger.getLogger(KernelClient.class.getName());
    logger.addHandler(handler);
    try {
      assertTrue(execute("1 + 1", ExecuteOptions.DEFAULT, new ArrayList<>()).succeeded());
    } finally {
      logger.removeHandler(handler);
    }
    assertTrue(
        types.containsAll(List.of("SHELL execute_reply", "IOPUB execute_result", "IOPUB status")),
        types.toString());
  }

  @Test
  void allOutputsHaveBeenHandedOverInOrderWhenExecuteReturns() throws Exception {
    List<Output> outputs = new CopyOnWriteArrayList<>();
    ExecuteResult result =
        execute(
            """
            System.out.println("text");
            var place = org.jlanes.runtime.display.Display.show("shown");
            place.update("updated");
            org.jlanes.runtime.display.Display.clear(false);
            6 * 7
            """,
            ExecuteOptions.DEFAULT,
            outputs);
    assertTrue(result.succeeded());
    assertEquals(new Output.Stream("stdout", "text\n"), outputs.get(0));
    assertTrue(outputs.get(1) instanceof Output.Display d && d.displayId() != null);
    assertTrue(outputs.get(2) instanceof Output.Update);
    assertEquals(new Output.Clear(false), outputs.get(3));
    assertTrue(
        outputs.get(4) instanceof Output.Result r
            && Json.string(r.data(), "text/plain", "").equals("42")
            && r.executionCount() == result.executionCount());
    assertEquals(5, outputs.size());
  }

  @Test
  void aFailureComesAsOutputAndAsResult() throws Exception {
    List<Output> outputs = new CopyOnWriteArrayList<>();
    ExecuteResult result =
        execute("throw new RuntimeException(\"no\");", ExecuteOptions.DEFAULT, outputs);
    assertFalse(result.succeeded());
    assertEquals("java.lang.RuntimeException", result.ename());
    assertEquals(
        List.of(new Output.Error(result.ename(), result.evalue(), result.traceback())), outputs);
  }

  @Test
  void inputIsAnsweredByTheProvider() throws Exception {
    List<Output> outputs = new CopyOnWriteArrayList<>();
    ExecuteResult result =
        execute(
            "System.out.print(new java.util.Scanner(System.in).nextLine());",
            ExecuteOptions.DEFAULT.withInput((prompt, password) -> "a line"),
            outputs);
    assertTrue(result.succeeded());
    assertEquals(List.of(new Output.Stream("stdout", "a line")), outputs);
  }

  @Test
  void userExpressionsComeBackByName() throws Exception {
    ExecuteResult result =
        execute(
            "",
            ExecuteOptions.DEFAULT.silently().withUserExpressions(Map.of("x", "1 + 1")),
            new CopyOnWriteArrayList<>());
    assertEquals(
        "2",
        Json.string(
            Json.child(Json.child(result.userExpressions(), "x"), "data"), "text/plain", ""));
  }

  @Test
  void aTimeoutLeavesTheCellRunningUntilItIsInterrupted() throws Exception {
    assertThrows(
        KernelTimeoutException.class,
        () ->
            kernel
                .client()
                .execute(
                    "Thread.sleep(600_000);",
                    ExecuteOptions.DEFAULT.goingOnAfterErrors().withTimeout(Duration.ofSeconds(3)),
                    output -> {}));
    kernel.client().interrupt(KernelSession.PATIENCE);
    ExecuteResult next = execute("1", ExecuteOptions.DEFAULT, new CopyOnWriteArrayList<>());
    assertEquals("ok", next.status());
  }

  @Test
  void aKernelThatCannotBeStartedIsExplained() {
    IOException e =
        assertThrows(
            IOException.class,
            () ->
                KernelProcess.start(
                    new KernelCommand(List.of("/no/such/java"), Map.of()), Path.of(".")));
    assertTrue(e.getMessage().contains("/no/such/java"), e.getMessage());
  }

  @Test
  void aKernelspecIsReadWithItsPlaceholdersAndEnvironment(@TempDir Path folder) throws Exception {
    Files.writeString(
        folder.resolve("kernel.json"),
        "{\"argv\":[\"java\",\"-jar\",\"{resource_dir}/k.jar\",\"{connection_file}\"],\"env\":{\"A\":\"b\"}}");
    KernelCommand command = KernelCommand.ofSpec(folder);
    assertEquals(
        List.of("java", "-jar", folder + "/k.jar", "c.json"), command.argvFor(Path.of("c.json")));
    assertEquals(Map.of("A", "b"), command.environment());
    assertFalse(command.registers());
    Files.writeString(folder.resolve("kernel.json"), "{}");
    IOException e = assertThrows(IOException.class, () -> KernelCommand.ofSpec(folder));
    assertTrue(e.getMessage().contains("argv"), e.getMessage());
  }

  @Test
  void aKernelMayRegisterSinceProtocolVersion56() {
    for (String old : List.of("", "5", "5.5", "5.5.9", "4.9", "new")) {
      assertFalse(KernelCommand.registers(version(old)), old);
    }
    for (String recent : List.of("5.6", "5.6.1", "5.10", "6", "6.0")) {
      assertTrue(KernelCommand.registers(version(recent)), recent);
    }
    assertFalse(KernelCommand.registers(new JsonObject()));
  }

  private static JsonObject version(String version) {
    JsonObject spec = new JsonObject();
    spec.addProperty("kernel_protocol_version", version);
    return spec;
  }
}
