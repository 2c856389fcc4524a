package org.jlanes.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jlanes.wire.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files that run before the first cell.
final class StartupIT {
  @TempDir private Path home;
  private Path startup;

  @BeforeEach
  void make() throws Exception {
    startup = Files.createDirectories(home.resolve(".jlanes").resolve("startup"));
  }

  private void file(String name, String text) throws Exception {
    Files.writeString(startup.resolve(name), text);
  }

  private KernelSession start(String... arguments) throws Exception {
    return start(Map.of(), arguments);
  }

  private KernelSession start(Map<String, String> more, String... arguments) throws Exception {
    KernelCommand command =
        KernelSession.command(List.of(), List.of(arguments))
            .with(Map.of("HOME", home.toString(), "JLANES_STARTUP", ""))
            .with(more);
    return KernelSession.start(command, home);
  }

  @Test
  void theyRunInOrderAndAreNeitherCountedNorRemembered() throws Exception {
    file("20-later.jsh", "order.add(\"20\"); twice(4)");
    file(
        "10-first.jsh", "var order = new ArrayList<String>();\nint twice(int n) { return 2 * n; }");
    file("ignored.txt", "this is no Java");
    Path given = Files.writeString(home.resolve("given.jsh"), "order.add(\"given\");");
    try (KernelSession kernel = start("--startup", given.toString())) {
      Cell first = kernel.ok("order");
      assertEquals("[20, given]", first.result());
      assertEquals(1, Json.integer(first.reply().content(), "execution_count", 0));
      assertEquals("", first.stderr());
      assertEquals("[20, given]", kernel.ok("_").result());
      var history =
          kernel.request(
              ChannelName.SHELL,
              "history_request",
              Map.of("output", false, "raw", true, "hist_access_type", "tail", "n", 10));
      assertFalse(history.content().toString().contains("twice"), history.content().toString());
      assertEquals("6", kernel.ok("twice(3)").result());
    }
  }

  @Test
  void magicsWorkAlsoThoseOfCellsAndDeclareWhatLaterCellsUse() throws Exception {
    file(
        "10-magics.jsh",
        """
        %env COLOUR=red
        %javac -Xlint:rawtypes
        // %% squares
        %%threads --quiet n : List.of(1, 2, 3) -> squares
        n * n
        // %% [markdown]
        // # This is text and %no magic
        // %%
        record Point(int x) {}
        """);
    try (KernelSession kernel = start()) {
      Cell first = kernel.ok("squares");
      assertEquals("[1, 4, 9]", first.result());
      assertTrue(first.stdout().contains("COLOUR=red"), first.stdout());
      assertEquals("Point[x=2]", kernel.ok("new Point(2)").result());
      assertEquals("red\n", kernel.ok("%%bash\necho $COLOUR").stdout());
      assertFalse(kernel.ok("List raw = new ArrayList();").stderr().isEmpty());
    }
  }

  @Test
  void outputAndErrorsStandUnderTheFirstCellAndNameFileAndLine() throws Exception {
    file("10-says.jsh", "System.out.println(\"hello from 10\");\nint a = 1;\nint b = nothing;\n");
    file("15-throws.jsh", "\nvoid fail() { throw new IllegalStateException(\"no\"); }\nfail();");
    file("20-goes-on.jsh", "int c = 3;");
    try (KernelSession kernel = start()) {
      var silent = kernel.run("int quiet = 1;", Map.of("silent", true));
      assertEquals("", silent.stdout() + silent.stderr());
      Cell first = kernel.ok("a + c");
      assertEquals("4", first.result());
      assertEquals("hello from 10\n", first.stdout());
      String told = first.stderr();
      assertTrue(told.contains("startup/10-says.jsh, line 3:\n    int b = nothing;"), told);
      assertTrue(told.contains("startup/15-throws.jsh, line 3"), told);
      assertTrue(told.contains("IllegalStateException"), told);
      assertEquals("", kernel.ok("1").stderr());
      String later = kernel.run("fail()").traceback();
      assertTrue(later.contains("startup/15-throws.jsh, line 2"), later);
    }
  }

  @Test
  void aCommandOfJshellIsNamedWithWhatToWriteInstead() throws Exception {
    file("10-jshell.jsh", "int a = 1;\n// %%\n/env --class-path x.jar\n");
    file("20-next.jsh", "int b = 2;");
    try (KernelSession kernel = start()) {
      Cell first = kernel.ok("a + b");
      assertEquals("3", first.result());
      assertTrue(first.stderr().contains("startup/10-jshell.jsh, line 3"), first.stderr());
      assertTrue(first.stderr().contains("\"/env --class-path x.jar\" is a command of the tool"));
      assertTrue(first.stderr().contains("%jars"), first.stderr());
    }
  }

  @Test
  void theKernelAnswersWhileTheyRunAndAnInterruptStopsThem() throws Exception {
    file("10-endless.jsh", "System.out.println(\"waiting\");\nwhile (true) {}");
    file("20-next.jsh", "int b = 2;");
    try (KernelSession kernel = start()) {
      KernelSession.Running first = kernel.submit("1 + 1");
      first.awaitPrinted("waiting");
      kernel.interrupt();
      assertEquals("error", first.await().status());
      assertTrue(first.printed().contains("were interrupted"), first.printed());
      assertEquals("3", kernel.ok("1 + 2").result());
    }
  }

  @Test
  void theFolderCanBeSwitchedOffAndTheGivenFilesStay() throws Exception {
    file("10-x.jsh", "int inFolder = 1;");
    Path given = Files.writeString(home.resolve("given.jsh"), "int given = 2;");
    try (KernelSession kernel = start("--no-startup", "--startup", given.toString())) {
      assertEquals("2", kernel.ok("given").result());
      assertEquals("error", kernel.run("inFolder").status());
    }
    try (KernelSession kernel = start(Map.of("JLANES_STARTUP", "off"))) {
      assertEquals("error", kernel.run("inFolder").status());
    }
    Path other = Files.createDirectories(home.resolve("other"));
    Files.writeString(other.resolve("1.jsh"), "int elsewhere = 3;");
    try (KernelSession kernel = start(Map.of("JLANES_STARTUP", other.toString()))) {
      assertEquals("3", kernel.ok("elsewhere").result());
      assertEquals("error", kernel.run("inFolder").status());
    }
  }

  @Test
  void aMissingFileIsTold() throws Exception {
    try (KernelSession kernel = start("--startup", "missing.jsh")) {
      Cell first = kernel.ok("1 + 1");
      assertEquals("2", first.result());
      assertTrue(first.stderr().contains("There is no startup file"), first.stderr());
      assertTrue(first.stderr().contains("missing.jsh"), first.stderr());
    }
  }

  @Test
  void theFilesOfJshellAreKnownByTheirNames() throws Exception {
    try (KernelSession kernel =
        start("--startup", "DEFAULT", "--startup", "PRINTING", "--startup", "JAVASE")) {
      Cell first = kernel.ok("println(42); List<Integer> list = List.of();");
      assertEquals("", first.stderr());
      assertEquals("42\n", first.stdout());
      assertEquals("interface java.sql.Connection", kernel.ok("Connection.class").result());
    }
  }

  @Test
  void inputIsRefusedAndOutputOfThreadsComesLater() throws Exception {
    file("10-reads.jsh", "IO.readln()");
    file(
        "20-thread.jsh",
        "var go = new java.util.concurrent.CountDownLatch(1);\n"
            + "var t = new Thread(() -> { try { go.await(); } catch (InterruptedException e) { }"
            + " System.out.println(\"later\"); });\n"
            + "t.start();");
    try (KernelSession kernel = start()) {
      KernelSession.Running first = kernel.submit("1 + 1");
      assertEquals("2", first.await().result());
      assertTrue(first.printed().contains("cannot ask for input"), first.printed());
      kernel.ok("go.countDown(); t.join();");
      first.awaitPrinted("later");
    }
  }
}
