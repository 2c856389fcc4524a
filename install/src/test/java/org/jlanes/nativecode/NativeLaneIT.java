package org.jlanes.nativecode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jlanes.client.Cell;
import org.jlanes.client.KernelSession;
import org.jlanes.wire.Json;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `%%native` in the real kernel process: C is called from Java cells, from the other lanes, after
/// redefinition, and in worker processes.
final class NativeLaneIT {
  private static final String SUM =
      """
      %%native --quiet
      double sum_of_squares(int64_t rows, int64_t cols, const double a[rows][cols]) {
        double sum = 0;
        for (int64_t i = 0; i < rows; i++)
          for (int64_t j = 0; j < cols; j++) sum += a[i][j] * a[i][j];
        return sum;
      }
      """;

  @TempDir private static Path cache;
  @AutoClose private static KernelSession kernel;

  @BeforeAll
  static void prepare() throws Exception {
    kernel = KernelSession.start(Map.of("XDG_CACHE_HOME", cache.toString()));
    kernel.ok(SUM);
    kernel.ok("double[][] m = {{1, 2}, {3, 4}};");
  }

  @Test
  void aFunctionIsShownAndCalledAndItsLibraryIsInTheCache() throws Exception {
    Cell cell = kernel.ok("%%native\nint answer(void) { return 42; }");
    var shown = Json.child(cell.of("display_data").getFirst().content(), "data");
    String text = Json.string(shown, "text/plain", "");
    assertTrue(text.startsWith("1 C function (compiled in "), text);
    assertTrue(text.contains("int Native.answer()"), text);
    assertTrue(Json.string(shown, "text/html", "").contains("<table"));
    assertEquals("42", kernel.ok("Native.answer()").result());
    try (var libraries = Files.list(cache.resolve("jlanes/native"))) {
      assertTrue(libraries.anyMatch(file -> file.toString().endsWith(".so")));
    }
  }

  @Test
  void cIsCalledInsideEveryLane() throws Exception {
    for (String lane : new String[] {"sequential", "threads", "virtual", "processes --workers 2"}) {
      String name = "sums_" + lane.substring(0, 3);
      kernel.ok("%%" + lane + " n : 4 -> " + name + "\nNative.sum_of_squares(m) + n");
      assertEquals("[30.0, 31.0, 32.0, 33.0]", kernel.ok(name).result(), lane);
    }
  }

  @Test
  void cReadsAndWritesASharedArrayInWorkersWithoutACopy() throws Exception {
    kernel.ok(
        "%%native --quiet\nvoid square(int64_t n, double a[n]) {"
            + " for (int64_t i = 0; i < n; i++) a[i] *= a[i]; }");
    kernel.ok("var shared = Lanes.share(new double[] {2, 3});");
    kernel.ok("%%processes --workers 1 --quiet i : 1\nNative.square(2, shared.segment());");
    kernel.ok("Native.square(1, shared.segment().asSlice(0, 8));");
    assertEquals("SharedDoubles of 2 [16.0, 9.0]", kernel.ok("shared").result());
  }

  @Test
  void workersCallCInTheirOwnProcess() throws Exception {
    kernel.ok("%%native --quiet\n#include <unistd.h>\nint64_t c_pid(void) { return getpid(); }");
    kernel.ok("%%processes --workers 2 --quiet -> pids\nNative.c_pid()");
    String own = kernel.ok("Native.c_pid()").result();
    assertEquals(kernel.ok("ProcessHandle.current().pid()").result(), own);
    assertNotEquals(own, kernel.ok("pids.get(0)").result());
    assertNotEquals(kernel.ok("pids.get(0)").result(), kernel.ok("pids.get(1)").result());
  }

  /// Workers started from now on would look for a cache elsewhere, and here there is nothing
  /// either.
  private static void takeTheCacheAway() throws Exception {
    kernel.ok("%env XDG_CACHE_HOME=/nowhere");
    try (var files = Files.list(cache.resolve("jlanes/native"))) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
  }

  private static void giveTheCacheBack() throws Exception {
    kernel.ok("%env XDG_CACHE_HOME=" + cache);
  }

  @Test
  void theLibraryTravelsToWorkersThatHaveNoCache() throws Exception {
    kernel.ok("%%native --quiet\nint travels(int x) { return x + 1; }");
    kernel.ok("%%native --quiet --isolated\nint travels_alone(int x) { return x + 2; }");
    takeTheCacheAway();
    try {
      kernel.ok("%%processes --workers 2 n : 2 -> there\nNative.travels(n)");
      assertEquals("[1, 2]", kernel.ok("there").result());
      assertEquals("7", kernel.ok("Native.travels_alone(5)").result());
      kernel.ok("String facade = Native.class.getName();");
      kernel.ok(
          "%%processes --workers 1 n : 1 -> byName\n"
              + "Class.forName(facade, true, Thread.currentThread().getContextClassLoader())"
              + ".getMethod(\"travels\", int.class).invoke(null, 41)");
      assertEquals("[42]", kernel.ok("byName").result());
    } finally {
      giveTheCacheBack();
    }
  }

  @Test
  void aRedefinedFunctionReachesRunningWorkers() throws Exception {
    String body = "%%processes --workers 1 n : 1 -> ";
    String pid = "\nProcessHandle.current().pid() + \" \" + Native.edition()";
    kernel.ok("%%native --quiet\nint edition(void) { return 1; }");
    kernel.ok(body + "first" + pid);
    kernel.ok("%%native --quiet\nint edition(void) { return 2; }");
    kernel.ok(body + "second" + pid);
    String[] before = kernel.ok("first.getFirst()").result().replace("\"", "").split(" ");
    String[] after = kernel.ok("second.getFirst()").result().replace("\"", "").split(" ");
    assertEquals(before[0], after[0], "the same worker");
    assertEquals("1 2", before[1] + " " + after[1]);
  }

  @Test
  void aLoadedLibraryHasNoFileThatAKilledWorkerCouldLeave() throws Exception {
    assumeTrue(Files.exists(Path.of("/proc/self/maps")));
    kernel.ok("%%native --quiet\nint no_file(void) { return 1; }");
    kernel.ok(
        """
        %%processes --workers 1 n : 1 -> mapped
        int called = Native.no_file();
        Files.readString(Path.of("/proc/self/maps")).lines()
            .filter(line -> line.contains("/native-"))
            .map(line -> line.endsWith("(deleted)")).distinct().toList()
        """);
    assertEquals("[[true]]", kernel.ok("mapped").result());
  }

  @Test
  void callersAndFunctionsOfOtherCellsWorkAfterRedefinition() throws Exception {
    kernel.ok("%%native --quiet\nint base(void) { return 1; }");
    kernel.ok("int twice() { return 2 * Native.base(); }\nint before = Native.base();");
    kernel.ok("%%native --quiet\nint other(void) { return 10; }");
    assertEquals("12", kernel.ok("twice() + Native.other()").result());
    kernel.ok("%%native --quiet\nint base(void) { return 2; }");
    assertEquals("14", kernel.ok("twice() + Native.other()").result());
    assertEquals("1", kernel.ok("before").result());
    kernel.ok("%%processes --workers 2 n : 2 -> inWorkers\ntwice() + Native.other() + n");
    assertEquals("[14, 15]", kernel.ok("inWorkers").result());
  }

  @Test
  void anArrayThatIsNotConstIsChangedInAWorkersCopyAndReturned() throws Exception {
    kernel.ok(
        "%%native --quiet\n"
            + "void negate(int n, int x[n]) { for (int i = 0; i < n; i++) x[i] = -x[i]; }");
    kernel.ok(
        "%%processes --workers 2 n : 2 -> int[] firsts\n"
            + "int[] x = {n + 1, 5};\nNative.negate(x);\nx[0]");
    assertEquals("-3", kernel.ok("firsts[0] + firsts[1]").result());
  }

  @Test
  void severalThreadsCallAtOnceWithRightSums() throws Exception {
    kernel.ok("double[][] ones = new double[400][500];\nfor (var row : ones) Arrays.fill(row, 1);");
    kernel.ok("%%threads --workers 4 n : 16 -> all\nNative.sum_of_squares(ones)");
    assertEquals("3200000.0", kernel.ok("all.stream().mapToDouble(x -> x).sum()").result());
  }

  @Test
  void anIsolatedCrashCostsAWorkerAndNotTheNotebook() throws Exception {
    kernel.ok(
        """
        %%native --isolated --quiet
        int crash(int64_t x) { return *(volatile int *)x; }
        void scale(int n, double x[n], double f) { for (int i = 0; i < n; i++) x[i] *= f; }
        """);
    Cell crashed = kernel.run("Native.crash(8)");
    assertEquals("error", crashed.status());
    assertTrue(
        crashed.evalue().startsWith("the isolated call of crash failed: worker 1 (pid "),
        crashed.evalue());
    assertTrue(crashed.evalue().contains("crashed"), crashed.evalue());
    assertEquals(
        "[10.0, 20.0]",
        kernel.ok("double[] v = {1, 2};\nNative.scale(v, 10);\nArrays.toString(v)").result());
  }

  @Test
  void anEndlessLoopInIsolatedCIsEndedByAnInterrupt() throws Exception {
    kernel.ok(
        """
        %%native --isolated --quiet
        int spin(int x) { volatile int go = x; while (go) {} return 7; }
        """);
    assertEquals("7", kernel.ok("Native.spin(0)").result());
    KernelSession.Running running = kernel.submit("System.out.println(\"go\");\nNative.spin(1)");
    running.awaitPrinted("go");
    kernel.interrupt();
    assertEquals("error", running.await().status());
    assertEquals("7", kernel.ok("Native.spin(0)").result());
  }

  @Test
  void aBodyIsComputedForEveryElement() throws Exception {
    kernel.ok(
        "double[] xs = java.util.stream.IntStream.range(0, 50_000).asDoubleStream().toArray();");
    kernel.ok("%%native double x : xs -> ys\nreturn 2 * x + 1;");
    assertEquals("2.5E9", kernel.ok("Arrays.stream(ys).sum()").result());
  }

  @Test
  void aCompilerErrorPointsAtTheCellsLine() throws Exception {
    Cell cell = kernel.run("%%native\nint f(int x) {\n  return x + undefined_name;\n}");
    assertEquals("error", cell.status());
    // gcc says "'undefined_name' undeclared", clang "use of undeclared identifier
    // 'undefined_name'".
    assertTrue(
        cell.traceback()
            .lines()
            .anyMatch(line -> line.matches(".*line 3: error: .*'undefined_name'.*")),
        cell.traceback());
    assertTrue(cell.traceback().contains("  return x + undefined_name;"));
    assertFalse(cell.traceback().contains("warning"), cell.traceback());
  }

  @Test
  void aWarningIsShownWithCellLineAndCaretAlsoFromTheCache() throws Exception {
    for (int i = 0; i < 2; i++) {
      Cell cell = kernel.ok("%%native --quiet\nint w(int x) {\n  int unused = 1;\n  return x;\n}");
      assertEquals(
          "Cell " + cell.count() + ", line 3: warning: …\n      int unused = 1;\n          ^\n",
          cell.stderr().replaceAll("warning: .*", "warning: …"));
    }
  }

  @Test
  void aRaggedArrayIsRefusedWithTheCallersLine() throws Exception {
    Cell cell = kernel.run("int fine = 1;\nNative.sum_of_squares(new double[][] {{1}, {2, 3}})");
    assertEquals("java.lang.IllegalArgumentException", cell.ename());
    assertTrue(cell.evalue().contains("the array is ragged"), cell.evalue());
    assertTrue(cell.traceback().contains("line 2"), cell.traceback());
    assertFalse(cell.traceback().contains("NativeRuntime"), cell.traceback());
  }

  @Test
  void aMissingCompilerIsNamedWithAWayToGetOne() throws Exception {
    String path = kernel.ok("System.getenv(\"PATH\")").result();
    String chosen = Objects.requireNonNullElse(System.getenv("CC"), "");
    kernel.ok("%env CC=\n%env PATH=/nowhere");
    Cell cell = kernel.run("%%native\nint unheard_of(void) { return 1; }");
    kernel.ok("%env CC=" + chosen + "\n%env PATH=" + path);
    assertEquals("error", cell.status());
    assertTrue(cell.traceback().contains("no C compiler"), cell.traceback());
    assertTrue(cell.traceback().contains("sudo apt install gcc libc6-dev"), cell.traceback());
    kernel.ok("%%native --quiet\nint unheard_of(void) { return 1; }");
  }
}
