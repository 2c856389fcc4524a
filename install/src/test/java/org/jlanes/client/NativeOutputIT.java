package org.jlanes.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is written to the process's own descriptors, past Java: it appears in the cell, and the
/// last words of a kernel that dies stand in its log.
final class NativeOutputIT {
  /// Functions of the C library, as a cell without a C compiler can call them.
  private static final String LIBRARY =
      """
      Object c(String name, Object... arguments) throws Throwable {
        Linker linker = Linker.nativeLinker();
        try (Arena arena = Arena.ofConfined()) {
          List<Object> given = new ArrayList<>();
          List<MemoryLayout> layouts = new ArrayList<>();
          for (Object each : arguments) {
            switch (each) {
              case String text -> {
                given.add(arena.allocateFrom(text));
                layouts.add(ValueLayout.ADDRESS);
              }
              case MemorySegment pointer -> {
                given.add(pointer);
                layouts.add(ValueLayout.ADDRESS);
              }
              case Long number -> {
                given.add(number);
                layouts.add(ValueLayout.JAVA_LONG);
              }
              default -> {
                given.add(each);
                layouts.add(ValueLayout.JAVA_INT);
              }
            }
          }
          var function =
              FunctionDescriptor.of(ValueLayout.JAVA_INT, layouts.toArray(MemoryLayout[]::new));
          return linker
              .downcallHandle(linker.defaultLookup().findOrThrow(name), function)
              .invokeWithArguments(given);
        }
      }
      """;

  @SharedKernel private static KernelSession kernel;

  @TempDir Path folder;

  @BeforeAll
  static void prepare() throws Exception {
    kernel.ok(LIBRARY);
  }

  @Test
  void printfAppearsInItsCellAlsoWithoutANewline() throws Exception {
    for (int i = 0; i < 20; i++) {
      Cell cell = kernel.run("c(\"printf\", \"number " + i + "\");");
      assertEquals("number " + i, cell.stdout(), cell.traceback());
    }
    assertEquals("", kernel.run("1").stdout());
  }

  @Test
  void printfAppearsInItsCellAlsoWhereThereIsNoShellToKeepTheLog() throws Exception {
    try (KernelSession bare = KernelSession.start(Map.of("PATH", "/nonexistent"))) {
      bare.ok(LIBRARY);
      assertEquals("here", bare.run("c(\"printf\", \"here\");").stdout());
    }
  }

  @Test
  void aLineOfPrintfAppearsWhileItsCellRuns() throws Exception {
    KernelSession.Running cell = kernel.submit("c(\"puts\", \"so far\"); System.in.read();");
    cell.awaitPrinted("so far\n");
    var unused = cell.answer("");
    assertEquals("so far\n", cell.await().stdout());
  }

  @Test
  void printfOfABackgroundCellAppearsThereWhenItAloneRuns() throws Exception {
    Path flag = folder.resolve("go");
    KernelSession.Running background =
        kernel.submit(
            """
            %%background
            while (!Files.exists(Path.of("FLAG"))) {
              LockSupport.parkNanos(1_000_000);
            }
            c("puts", "from behind");
            """
                .replace("FLAG", flag.toString()));
    background.await();
    assertEquals("2", kernel.ok("1 + 1").result());
    Files.writeString(flag, "");
    background.awaitPrinted("from behind\n");
  }

  @Test
  void standardErrorIsStandardErrorAndInTheLogToo() throws Exception {
    Cell cell = kernel.run("c(\"write\", 2, \"a native complaint\\n\", 19L);");
    assertEquals("a native complaint\n", cell.stderr(), cell.traceback());
    assertEquals("", cell.stdout());
    assertTrue(kernel.process().log().contains("a native complaint"));
  }

  @Test
  void programsThatNativeCodeStartsPrintIntoTheCell() throws Exception {
    Cell cell = kernel.run("c(\"system\", \"echo to out; echo to err >&2\");");
    assertEquals("to out\n", cell.stdout(), cell.traceback());
    assertEquals("to err\n", cell.stderr());
    assertFalse(kernel.process().log().contains("to out"));
  }

  @Test
  void aFloodArrivesCompleteInOrderAndInItsCell() throws Exception {
    Cell cell = kernel.run("c(\"system\", \"seq 1 200000\");");
    String[] lines = cell.stdout().split("\n");
    assertEquals(200_000, lines.length, cell.traceback());
    for (int i = 0; i < lines.length; i++) {
      assertEquals(Integer.toString(i + 1), lines[i]);
    }
  }

  @Test
  void charactersInPiecesAndNulBytesSurvive() throws Exception {
    Cell cell =
        kernel.run(
            """
            for (byte b : "ä€😀\\0x\\0".getBytes()) {
              try (Arena arena = Arena.ofConfined()) {
                c("write", 1, arena.allocateFrom(ValueLayout.JAVA_BYTE, b), 1L);
              }
            }
            """);
    assertEquals("ä€😀\0x\0", cell.stdout(), cell.traceback());
  }

  @Test
  void printfInsideWorkersAppearsInTheirCell() throws Exception {
    Cell compiled =
        kernel.run(
            """
            %%native --quiet
            #include <stdio.h>
            void say(int64_t n) { printf("item %d", (int) n); }
            """);
    assertEquals("ok", compiled.status(), compiled.traceback());
    assertEquals("item 7", kernel.run("Native.say(7);").stdout());
    KernelSession.Running lane =
        kernel.submit("%%processes --workers 1 --quiet n : 1\nNative.say(n);");
    lane.awaitPrinted("item 0");
    assertEquals("ok", lane.await().status());
  }

  @Test
  void aThreadOfAnEarlierCellThatPrintsPastJavaDoesNotStopAnything() throws Exception {
    kernel.run(
        """
        Thread chatter = Thread.ofPlatform().daemon().start(() -> {
          try {
            while (!Thread.interrupted()) c("puts", "x");
          } catch (Throwable t) {
            t.printStackTrace();
          }
        });
        """);
    for (int i = 0; i < 10; i++) {
      assertEquals("2", kernel.run("1 + 1").result());
    }
    Cell end = kernel.run("chatter.interrupt(); chatter.join();");
    assertEquals("ok", end.status(), end.traceback());
  }

  @Test
  void theKernelsOwnLogIsInNoCell() throws Exception {
    try (KernelSession logging = KernelSession.start(Map.of("JLANES_LOG", "ALL"))) {
      Cell cell =
          logging.run(
              "System.getLogger(\"org.jlanes.test\").log("
                  + "System.Logger.Level.ERROR, \"for the log\");");
      assertEquals("", cell.stderr(), cell.traceback());
      assertTrue(logging.process().log().contains("for the log"));
    }
  }

  @Test
  void theLastWordsOfAKernelThatCrashesAreInItsLog() throws Exception {
    assertTrue(
        deathOf("c(\"strlen\", MemorySegment.ofAddress(8));")
            .contains("A fatal error has been detected by the Java Runtime Environment"));
  }

  @Test
  void whatNativeCodeSaysBeforeItEndsTheProcessIsInItsLog() throws Exception {
    assertTrue(
        deathOf("c(\"write\", 2, \"goodbye\\n\", 8L); c(\"_exit\", 7);").contains("goodbye"));
    assertTrue(
        deathOf("c(\"system\", \"echo farewell >&2; kill -9 $PPID\");").contains("farewell"));
  }

  @Test
  void theLastWordsOfCompiledCAreInTheLogAsTheyAre() throws Exception {
    String log =
        deathOf(
            """
            %%native --quiet
            #include <unistd.h>
            void die(void) {
              fprintf(stderr, "one, ");
              fprintf(stderr, "two\\n");
              _exit(7);
            }
            """,
            "Native.die();");
    assertTrue(log.contains("one, two"), log);
  }

  private String deathOf(String code) throws Exception {
    return deathOf(LIBRARY, code);
  }

  private String deathOf(String before, String code) throws Exception {
    KernelSession dying =
        KernelSession.start(
            Map.of(
                "JDK_JAVA_OPTIONS",
                "-XX:-CreateCoredumpOnCrash -XX:ErrorFile=" + folder.resolve("hs_err.log")));
    try (KernelProcess process = dying.process()) {
      dying.ok(before);
      List<ProcessHandle> keepers = process.handle().children().toList();
      var unused = dying.submit(code);
      assertTrue(process.awaitExit(KernelSession.PATIENCE));
      for (ProcessHandle keeper : keepers) {
        keeper.onExit().get(KernelSession.PATIENCE.toSeconds(), TimeUnit.SECONDS);
      }
      return process.log();
    }
  }
}
