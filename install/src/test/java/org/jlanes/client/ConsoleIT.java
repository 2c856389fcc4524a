package org.jlanes.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jlanes.wire.Json;
import org.jlanes.wire.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `System.console()` in cells, and the ends of what is read.
final class ConsoleIT {
  @SharedKernel private static KernelSession kernel;

  @Test
  void theConsoleAsksForALineWithItsPrompt() throws Exception {
    KernelSession.Running asking =
        kernel.submit("System.console().readLine(\"%s, your name? \", \"Hello\")");
    Message asked = asking.answer("Zoë");
    assertEquals("Hello, your name? ", Json.string(asked.content(), "prompt", ""));
    assertFalse(Json.bool(asked.content(), "password", true));
    Cell cell = asking.await();
    assertEquals("ok", cell.status(), cell.traceback());
    assertEquals("Zoë", cell.result());
  }

  @Test
  void aPasswordIsAskedForHiddenAlsoByAMethodReference() throws Exception {
    KernelSession.Running asking =
        kernel.submit(
            "Supplier<java.io.Console> console = System::console;\n"
                + "new String(console.get().readPassword(\"Password: \")).length()");
    Message asked = asking.answer("secret");
    assertEquals("Password: ", Json.string(asked.content(), "prompt", ""));
    assertTrue(Json.bool(asked.content(), "password", false));
    assertEquals("6", asking.await().result());
  }

  @Test
  void whatTheConsolePrintsStandsUnderTheCell() throws Exception {
    Cell cell =
        kernel.ok(
            "var c = System.console();\n"
                + "c.printf(\"%d-\", 1);\n"
                + "c.format(\"%s \", \"two\");\n"
                + "c.writer().println(\"three\");\n"
                + "c.flush();\n"
                + "c.charset()");
    assertEquals("1-two three\n", cell.stdout());
    assertEquals("UTF-8", cell.result());
  }

  @Test
  void theReaderOfTheConsoleFeedsAScanner() throws Exception {
    KernelSession.Running asking =
        kernel.submit("new Scanner(System.console().reader()).nextInt() + 1");
    var unused = asking.answer("41");
    assertEquals("42", asking.await().result());
  }

  @Test
  void aLibraryFindsTheConsoleToo(@TempDir Path folder) throws Exception {
    Path jar =
        UserJar.of(
            folder,
            "asks.Asks",
            "package asks; public class Asks { public static String who() {"
                + " return System.console().readLine(\"who? \"); } }");
    kernel.ok("%jars " + jar);
    KernelSession.Running asking = kernel.submit("asks.Asks.who()");
    var unused = asking.answer("me");
    assertEquals("me", asking.await().result());
  }

  @Test
  void aFrontEndThatAllowsNoInputIsNamed() throws Exception {
    for (String way : List.of("readLine()", "readPassword(\"Password: \")")) {
      Cell cell = kernel.run("System.console()." + way, Map.of("allow_stdin", false));
      assertEquals("error", cell.status());
      assertTrue(cell.traceback().contains("allow_stdin is false"), cell.traceback());
    }
  }

  @Test
  void anInterruptEndsTheWaitOfTheConsoleAndTheNextReadWorks() throws Exception {
    KernelSession.Running asking = kernel.submit("System.console().readLine(\"never? \")");
    var unused = kernel.await(r -> isQuestion(r, "never? "), "the question");
    kernel.interrupt();
    assertEquals("error", asking.await().status());
    KernelSession.Running again = kernel.submit("System.console().readLine(\"now? \")");
    var unused2 = again.answer("yes");
    assertEquals("yes", again.await().result());
  }

  private static boolean isQuestion(Received received, String prompt) {
    return received.channel() == ChannelName.STDIN
        && Json.string(received.message().content(), "prompt", "").equals(prompt);
  }

  /// `jupyter console` sends it for Ctrl-D.
  @Test
  void theEndOfInputIsWhatEachReaderMakesOfIt() throws Exception {
    for (String way :
        List.of(
            "IO.readln() == null",
            "System.in.read() == -1",
            "System.console().readLine() == null",
            "System.console().readPassword() == null",
            "!new Scanner(System.in).hasNextLine()",
            "new java.io.BufferedReader(new java.io.InputStreamReader(System.in)).readLine()"
                + " == null")) {
      KernelSession.Running asking = kernel.submit(way);
      var unused = asking.answer("\u0004");
      Cell cell = asking.await();
      assertEquals("ok", cell.status(), way + cell.traceback());
      assertEquals("true", cell.result(), way);
    }
    KernelSession.Running after = kernel.submit("IO.readln()");
    var unused = after.answer("on");
    assertEquals("on", after.await().result());
  }

  @Test
  void aScannerServesSeveralCells() throws Exception {
    KernelSession.Running first = kernel.submit("var in = new Scanner(System.in); in.nextInt()");
    var unused = first.answer("1 2");
    assertEquals("1", first.await().result());
    assertEquals("2", kernel.ok("in.nextInt()").result());
    KernelSession.Running third = kernel.submit("in.nextInt()");
    var unused2 = third.answer("3");
    assertEquals("3", third.await().result());
  }

  @Test
  void aWorkerHasNoConsoleAndSaysWhyItCannotRead() throws Exception {
    assertEquals(
        "[true]",
        kernel.ok("%%processes --workers 1 --quiet n : 1\nSystem.console() == null").result());
    Cell cell = kernel.run("%%processes --workers 1 --quiet n : 1\nIO.readln()");
    assertEquals("error", cell.status());
    assertTrue(cell.traceback().contains("cannot ask for input"), cell.traceback());
  }
}
