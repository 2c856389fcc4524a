package org.jlanes.nativecode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jlanes.client.Cell;
import org.jlanes.client.KernelSession;
import org.jlanes.wire.Json;
import org.jlanes.wire.Message;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What C prints that several cells call at the same time: each line is in the cell whose thread
/// called, complete and in order, though all write to the same descriptors.
final class NativeScopesIT {
  private static final int LINES = 3000;

  /// Every way in which C prints, in turn.
  private static final String SAY =
      """
      %%native --quiet
      #include <unistd.h>
      void say(const char *who, int from, int n) {
        for (int i = from; i < from + n; i++) {
          char line[80];
          int length = snprintf(line, sizeof line, "%s %d\\n", who, i);
          switch (i % 7) {
            case 0: printf("%s %d\\n", who, i); break;
            case 1: fprintf(stdout, "%s %d\\n", who, i); break;
            case 2: line[length - 1] = 0; puts(line); break;
            case 3: fwrite(line, 1, length, stdout); break;
            case 4: for (char *c = line; *c; c++) putchar(*c); break;
            case 5: printf("%s", who); fputs(" ", stdout); printf("%d\\n", i); break;
            default: if (write(STDOUT_FILENO, line, length) < length) abort();
          }
        }
      }
      void complain(const char *who, int from, int n) {
        for (int i = from; i < from + n; i++) fprintf(stderr, "%s %d\\n", who, i);
      }
      """;

  @TempDir private static Path folder;
  @AutoClose private static KernelSession kernel;

  @BeforeAll
  static void prepare() throws Exception {
    kernel = KernelSession.start(Map.of("XDG_CACHE_HOME", folder.toString()));
    kernel.ok(SAY);
  }

  /// Two cells begin when both are there.
  @BeforeEach
  void arrangeMeeting() throws Exception {
    kernel.ok("var meeting = new java.util.concurrent.CyclicBarrier(2);");
  }

  private static String lines(String who) {
    return IntStream.range(0, LINES)
        .mapToObj(i -> who + " " + i + "\n")
        .collect(Collectors.joining());
  }

  /// Java code of a cell that calls a function for so many lines at a time.
  private static String cell(String function, String who, int step) {
    return """
    meeting.await();
    for (int i = 0; i < %1$d; i += %2$d) Native.%3$s("%4$s", i, %2$d);
    """
        .formatted(LINES, step, function, who);
  }

  private static void assertEachHasItsLines(KernelSession.Running back, KernelSession.Running front)
      throws Exception {
    back.awaitPrinted("back " + (LINES - 1) + "\n");
    front.awaitPrinted("front " + (LINES - 1) + "\n");
    assertEquals(lines("front"), front.printed());
    assertEquals(lines("back"), back.printed());
  }

  private static void runBoth(String back, String front) throws Exception {
    KernelSession.Running behind = kernel.submit("%%background\n" + back);
    behind.await();
    KernelSession.Running before = kernel.submit(front);
    assertEquals("ok", before.await().status());
    assertEachHasItsLines(behind, before);
  }

  @Test
  void manyCallsOfTwoCellsAtOncePrintEachInItsOwn() throws Exception {
    runBoth(cell("say", "back", 1), cell("say", "front", 1));
  }

  @Test
  void twoCallsUnderWayAtOncePrintEachInItsCell() throws Exception {
    runBoth(cell("say", "back", LINES), cell("say", "front", LINES));
  }

  @Test
  void whatTwoCallsWriteToStandardErrorIsEachInItsCellsOwn() throws Exception {
    KernelSession.Running back =
        kernel.submit("%%background\n" + cell("complain", "back", LINES / 10));
    back.await();
    Cell front = kernel.ok(cell("complain", "front", LINES / 10));
    assertEquals(lines("front"), front.stderr());
    back.awaitPrinted("back " + (LINES - 1) + "\n");
    assertEquals(lines("back"), back.printed());
  }

  @Test
  void twoSubshellsPrintFromCEachInItsCell() throws Exception {
    String[] shells = new String[2];
    for (int i = 0; i < 2; i++) {
      Message reply =
          kernel.request(
              org.jlanes.client.ChannelName.CONTROL, "create_subshell_request", Map.of());
      shells[i] = Json.string(reply.content(), "subshell_id", "");
    }
    KernelSession.Running back = kernel.submitTo(shells[0], cell("say", "back", 10));
    KernelSession.Running front = kernel.submitTo(shells[1], cell("say", "front", 10));
    assertEquals(lines("front"), front.await().stdout());
    assertEquals(lines("back"), back.await().stdout());
  }

  @Test
  void aThreadOfACellThatHasEndedPrintsFromCIntoThatCell() throws Exception {
    kernel.ok("var gate = new java.util.concurrent.CountDownLatch(1);");
    KernelSession.Running ended =
        kernel.submit(
            """
            Thread late = Thread.ofPlatform().daemon().start(() -> {
              try {
                gate.await();
                Native.say("late", 0, 3);
              } catch (InterruptedException e) {
                return;
              }
            });
            """);
    ended.await();
    Cell now = kernel.ok("Native.say(\"now\", 0, 1);\ngate.countDown();\nlate.join();");
    assertEquals("now 0\n", now.stdout());
    ended.awaitPrinted("late 2\n");
    assertEquals("late 0\nlate 1\nlate 2\n", ended.printed());
  }

  @Test
  void whatCAndJavaPrintInTurnStaysInOrder() throws Exception {
    Cell cell =
        kernel.ok(
            """
            for (int i = 0; i < 100; i++) {
              Native.say("line", 2 * i, 1);
              System.out.println("line " + (2 * i + 1));
            }
            """);
    assertEquals(
        IntStream.range(0, 200).mapToObj(i -> "line " + i + "\n").collect(Collectors.joining()),
        cell.stdout());
  }

  @Test
  void threadsOfOpenMpPrintIntoTheCellThatCalledTheirFunction() throws Exception {
    for (String name : new String[] {"back", "front"}) {
      kernel.ok(
          """
          %%native --quiet --openmp
          void team_NAME(int from, int n) {
            #pragma omp parallel for num_threads(4) schedule(static, 1)
            for (int i = from; i < from + n; i++) printf("NAME %d\\n", i);
          }
          """
              .replace("NAME", name));
    }
    KernelSession.Running back =
        kernel.submit(
            "%%background\nmeeting.await();\nNative.team_back(0, "
                + LINES
                + ");\n"
                + "System.out.println(\"end\");");
    back.await();
    Cell front = kernel.ok("meeting.await();\nNative.team_front(0, " + LINES + ");");
    back.awaitPrinted("end\n");
    assertEquals(sorted(lines("front")), sorted(front.stdout()));
    assertEquals(sorted(lines("back") + "end\n"), sorted(back.printed()));
  }

  private static String sorted(String text) {
    return text.lines().sorted().collect(Collectors.joining("\n"));
  }

  @Test
  void isolatedCallsOfTwoCellsPrintEachInItsOwn() throws Exception {
    kernel.ok(SAY.replace("--quiet", "--quiet --isolated").replace(" say(", " alone("));
    runBoth(cell("alone", "back", LINES / 3), cell("alone", "front", LINES / 3));
  }

  @Test
  void workersOfTwoLanesPrintFromCEachIntoItsCell() throws Exception {
    String lane = "%%processes --workers 1 --quiet n : 3\nNative.say(\"NAME\", n * 1000, 1000);\nn";
    KernelSession.Running back = kernel.submit("%%background\n" + lane.replace("NAME", "back"));
    back.await();
    KernelSession.Running front = kernel.submit(lane.replace("NAME", "front"));
    front.await();
    assertEachHasItsLines(back, front);
  }

  @Test
  void clangDoesTheSame() throws Exception {
    assumeTrue(
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(each -> Files.isExecutable(Path.of(each, "clang"))),
        "there is no clang");
    kernel.ok("%env CC=clang");
    try {
      kernel.ok(SAY.replace(" say(", " clang_say(").replace(" complain(", " clang_complain("));
      runBoth(cell("clang_say", "back", 100), cell("clang_say", "front", 100));
    } finally {
      kernel.ok("%env CC=");
    }
  }

  @Test
  void aLineThatIsNotCompleteAppearsWhenItIsFlushedWhileCRuns() throws Exception {
    kernel.ok(
        """
        %%native --quiet
        #include <unistd.h>
        void wait_for(const char *file) {
          printf("so ");
          printf("far");
          fflush(stdout);
          while (access(file, F_OK) != 0) usleep(1000);
          printf(", done");
        }
        """);
    Path flag = folder.resolve("flag");
    KernelSession.Running cell = kernel.submit("Native.wait_for(\"" + flag + "\");");
    cell.awaitPrinted("so far");
    Files.writeString(flag, "");
    assertEquals("so far, done", cell.await().stdout());
  }

  @Test
  void outputThatCLeadsIntoAFileIsThereAsItIs() throws Exception {
    kernel.ok(
        """
        %%native --quiet
        #include <fcntl.h>
        #include <unistd.h>
        void print_into(const char *file) {
          int old = dup(fileno(stdout));
          int to = open(file, O_CREAT | O_WRONLY, 0600);
          dup2(to, fileno(stdout));
          printf("in the file\\n");
          dup2(old, fileno(stdout));
          close(old);
          close(to);
          printf("in the cell\\n");
        }
        """);
    Path file = folder.resolve("redirected");
    Cell cell = kernel.ok("Native.print_into(\"" + file + "\");");
    assertEquals("in the cell\n", cell.stdout());
    assertEquals("in the file\n", Files.readString(file));
  }

  @Test
  void aFunctionOfTheCellThatHasANameOfTheLibrarysIsTheOneThatIsCalled() throws Exception {
    kernel.ok(
        """
        %%native --quiet
        #include <stdarg.h>
        int puts(const char *text) { return printf("mine: %s\\n", text); }
        void mine(void) { puts("text"); }
        """);
    assertEquals("mine: text\n", kernel.ok("Native.mine();").stdout());
  }

  /// In lines that are longer than the pieces in which a pipe takes them.
  @Test
  void charactersAtTheEndOfAPieceAreWhole() throws Exception {
    kernel.ok("%%native --quiet\nvoid show(const char *text) { printf(\"%s\\n\", text); }");
    Cell cell = kernel.ok("Native.show(\"a\" + \"€\".repeat(20_000));");
    assertEquals("a" + "€".repeat(20_000) + "\n", cell.stdout());
  }
}
