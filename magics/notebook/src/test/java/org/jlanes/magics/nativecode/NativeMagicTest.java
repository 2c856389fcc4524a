package org.jlanes.magics.nativecode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jlanes.magics.EngineSession;
import org.jlanes.runtime.display.MimeBundle;
import org.jlanes.runtime.engine.CellFailure;
import org.jlanes.runtime.scope.ChildEnvironment;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `%%native` cells on the real engine with the machine's compiler.
final class NativeMagicTest {
  private static final String SUM =
      """
      %%native
      double cpu_heavy(int64_t rows, int64_t cols, const double a[rows][cols]) {
        double sum = 0;
        for (int64_t i = 0; i < rows; i++)
          for (int64_t j = 0; j < cols; j++) sum += a[i][j] * a[i][j];
        return sum;
      }
      """;

  @AutoClose private final EngineSession notebook = new EngineSession();

  @Test
  void aFunctionIsShownWithItsSignaturesAndCalledFromJava() throws Exception {
    notebook.run(SUM);
    MimeBundle table = notebook.shown().getFirst();
    assertTrue(table.plain().startsWith("1 C function ("), table.plain());
    assertTrue(table.plain().contains("double Native.cpu_heavy(double[][] a)"), table.plain());
    assertTrue(
        table.plain().contains("double Native.cpu_heavy(long rows, long cols, double[] a)"),
        table.plain());
    assertTrue(table.data().get("text/html").toString().contains("<table"));
    assertEquals("30.0", notebook.run("Native.cpu_heavy(new double[][] {{1, 2}, {3, 4}})"));
    assertEquals("25.0", notebook.run("Native.cpu_heavy(1, 2, new double[] {3, 4})"));
  }

  @Test
  void aCellCanUseALibrary(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("twice.c"), "int twice(int n) { return 2 * n; }");
    tool(folder, "cc", "-c", "-fPIC", "twice.c");
    tool(folder, "ar", "rcs", "libtwice.a", "twice.o");
    notebook.run(
        "%%native --quiet --libs='-L"
            + folder
            + " -ltwice'\nint twice(int n);\nint four(void) { return twice(2); }");
    assertEquals("4", notebook.run("Native.four()"));
  }

  private static void tool(Path folder, String... command) throws Exception {
    Process process = new ProcessBuilder(command).directory(folder.toFile()).inheritIO().start();
    assertEquals(0, process.waitFor());
  }

  @Test
  void theSameCellAgainComesFromTheCache() throws Exception {
    notebook.run(SUM);
    notebook.run(SUM);
    String again = notebook.shown().getFirst().plain();
    assertTrue(again.contains("from cache"), again);
  }

  @Test
  void callersAndFunctionsOfOtherCellsWorkAfterRedefinition() throws Exception {
    notebook.run("%%native --quiet\nint base(void) { return 1; }");
    notebook.run("int twice() { return 2 * Native.base(); }\nint before = Native.base();");
    notebook.run("%%native --quiet\nint other(void) { return 10; }");
    assertEquals("12", notebook.run("twice() + Native.other()"));
    notebook.run("%%native --quiet\nint base(void) { return 2; }");
    assertEquals("14", notebook.run("twice() + Native.other()"));
    notebook.run("%%native --quiet\nint other(void) { return 20; }");
    assertEquals("24", notebook.run("twice() + Native.other()"));
    assertEquals("1", notebook.run("before"));
  }

  @Test
  void aRaggedArrayIsRefusedInJava() throws Exception {
    notebook.run(SUM);
    CellFailure refused =
        assertThrows(
            CellFailure.class,
            () -> notebook.run("Native.cpu_heavy(new double[][] {{1, 2}, {3}})"));
    assertTrue(refused.name().endsWith("IllegalArgumentException"), refused.name());
    assertTrue(refused.text().contains("the array is ragged"), refused.text());
  }

  @Test
  void aCompilerErrorPointsAtTheCellsLine() {
    String shown = notebook.failure("%%native\nint f(int x) {\n  return x + ;\n}");
    assertTrue(shown.contains("line 3: error: expected expression"), shown);
    assertTrue(shown.contains("return x + ;"), shown);
    assertFalse(shown.contains("glue.c"), shown);
  }

  /// The compiler's own words differ from one to the other.
  private static String masked(String shown) {
    return shown.replaceAll("\u001b\\[[0-9;]*m", "").replaceAll("error: .*", "error: …").strip();
  }

  @Test
  void anErrorIsShownWithCellLineAndCaretAsJavasAre() throws Exception {
    notebook.run("int first = 1;");
    CellFailure refused =
        assertThrows(
            CellFailure.class, () -> notebook.run("%%native\nint f(int x) {\n  return x + ;\n}"));
    assertEquals(
        """
        The C code does not compile
        Cell 2, line 3: error: …
              return x + ;
                         ^\
        """,
        masked(String.join("\n", refused.traceback())));
    assertTrue(refused.text().endsWith(" (Cell 2, line 3)"), refused.text());
  }

  @Test
  void whatCannotBeMappedIsPointedAt() {
    String shown = notebook.failure("%%native\nint f(double **a) { return 1; }");
    assertTrue(shown.contains("`double **a` of f has no counterpart in Java"), shown);
    assertTrue(shown.contains("[rows][cols]"), shown);
    assertTrue(shown.contains("^"), shown);
  }

  @Test
  void whatIsNotCAtAllIsExplainedByTheCompiler() {
    CellFailure refused =
        assertThrows(CellFailure.class, () -> notebook.run("%%native\nint f(int x {\n}"));
    assertEquals("CompilationError", refused.name());
  }

  @Test
  void aMissingCompilerIsNamedWithAWayToGetOne() {
    String path = ChildEnvironment.get("PATH");
    String cc = ChildEnvironment.get("CC");
    ChildEnvironment.set("PATH", "");
    ChildEnvironment.set("CC", "");
    try {
      String shown = notebook.failure(SUM);
      assertTrue(shown.contains("no C compiler"), shown);
      assertTrue(shown.contains("sudo apt install gcc libc6-dev"), shown);
    } finally {
      ChildEnvironment.set("PATH", path);
      ChildEnvironment.set("CC", cc == null ? "" : cc);
    }
  }

  @Test
  void anUnknownOptionIsNamed() {
    CellFailure refused =
        assertThrows(
            CellFailure.class, () -> notebook.run("%%native --opnmp\nint f(void) { return 1; }"));
    assertTrue(refused.getMessage().contains("--opnmp"), refused.getMessage());
  }

  @Test
  void generatedCodeIsShownOnDemand() throws Exception {
    notebook.run("%%native --show --quiet\nint f(int x) { return x; }");
    String shown = notebook.shown().getFirst().plain();
    assertTrue(shown.contains("JNINativeMethod"), shown);
    assertTrue(shown.contains("public static native int f(int x)"), shown);
  }

  @Test
  void openMpCodeRuns() throws Exception {
    notebook.run(
        """
        %%native --openmp --quiet
        #include <omp.h>
        int64_t squares(int64_t n) {
          int64_t s = 0;
          #pragma omp parallel for reduction(+:s)
          for (int64_t i = 0; i < n; i++) s += i * i;
          return s;
        }
        int most(void) { return omp_get_max_threads(); }
        """);
    assertEquals("333328333350000", notebook.run("Native.squares(100_000)"));
    assertEquals(
        Runtime.getRuntime().availableProcessors(),
        Integer.parseInt(notebook.run("Native.most()")));
  }

  @Test
  void severalThreadsOfACellCallAtOnce() throws Exception {
    notebook.run(SUM);
    notebook.run(
        """
        double[][] ones = new double[300][200];
        for (double[] row : ones) java.util.Arrays.fill(row, 1);
        """);
    assertEquals(
        "240000.0",
        notebook.run(
            """
            double sum = 0;
            try (var threads = java.util.concurrent.Executors.newFixedThreadPool(4)) {
              var sums = new java.util.ArrayList<java.util.concurrent.Future<Double>>();
              for (int i = 0; i < 4; i++) sums.add(threads.submit(() -> Native.cpu_heavy(ones)));
              for (var s : sums) sum += s.get();
            }
            sum
            """));
  }
}
