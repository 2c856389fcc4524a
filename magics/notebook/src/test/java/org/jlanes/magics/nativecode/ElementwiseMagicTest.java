package org.jlanes.magics.nativecode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jlanes.magics.EngineSession;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// `%%native double x : xs -> ys` on the real engine with the machine's compiler.
final class ElementwiseMagicTest {
  @AutoClose private final EngineSession notebook = new EngineSession();

  @Test
  void everyElementIsComputedInItsPlace() throws Exception {
    notebook.run(
        "double[] xs = java.util.stream.IntStream.range(0, 100_003).asDoubleStream().toArray();");
    notebook.run("%%native double x : xs -> ys\ndouble y = x / 2;\ny * y + 1");
    String report = notebook.shown().getLast().plain();
    assertTrue(report.contains("threads"), report);
    assertEquals("double[]", notebook.run("ys.getClass().getSimpleName()").replace("\"", ""));
    assertEquals(
        "true",
        notebook.run(
            """
            boolean right = true;
            for (int i = 0; i < xs.length; i++) right &= ys[i] == (xs[i] / 2) * (xs[i] / 2) + 1;
            right && ys.length == xs.length
            """));
  }

  @Test
  void openMpSharesTheLoopOut() throws Exception {
    notebook.run("%%native --openmp --quiet long n : 100_000 -> squares\nreturn n * n;");
    assertEquals("333328333350000", notebook.run("java.util.Arrays.stream(squares).sum()"));
  }

  @Test
  void theArrowSaysTheTypeOfTheResult() throws Exception {
    notebook.run("var xs = List.of(1.5, 2.5);");
    notebook.run("%%native --quiet x : xs -> int[] whole\n#include <math.h>\n(int32_t) floor(x)");
    assertEquals("3", notebook.run("whole[0] + whole[1]"));
    notebook.run("%%native --quiet x : xs -> List<Boolean> big\nx > 2");
    assertEquals("[false, true]", notebook.run("big"));
  }

  @Test
  void withoutAnArrowTheArrayIsTheCellsValue() throws Exception {
    String shown = notebook.run("%%native --quiet int n : 3\nn + 1");
    assertTrue(shown.contains("1, 2, 3"), shown);
  }

  @Test
  void mistakesAreExplained() throws Exception {
    notebook.run("var xs = new double[] {1};");
    assertFailure("the body gives no value", "%%native double x : xs -> ys\ndouble y = x;");
    assertFailure("line 3: error: ", "%%native double x : xs -> ys\nx +\nz");
    assertFailure("which is no int", "%%native int x : xs -> ys\nx");
    assertFailure("C cannot take items of type String", "%%native String x : xs -> ys\nx");
    assertFailure("gives no String[]", "%%native double x : xs -> String[] ys\nx");
    assertFailure("one item at a time", "%%native double x, double y : xs -> ys\nx");
    assertFailure("name the items", "%%native -> ys\nint f(void) { return 1; }");
  }

  @Test
  void repetitionsQuoteTheMedian() throws Exception {
    notebook.run("%%native --repeat 3 long n : 10 -> again\nn * n");
    String report = notebook.shown().getLast().plain();
    assertTrue(report.contains("median of 3 runs"), report);
    assertEquals("81", notebook.run("again[9]"));
  }

  /// Each block of elements takes so long that the whole would take minutes.
  @Test
  void theTimeoutIsForTheRun() throws Exception {
    String shown =
        notebook.failure(
            "%%native --timeout 300ms long n : 2_000_000 -> late\n"
                + "volatile long k = 0;\nwhile (k < 100000) k++;\nn + k");
    assertTrue(shown.contains("the run did not end within 300 ms"), shown);
  }

  @Test
  void theOptionsOfOtherLanesAreRefusedWithTheReason() {
    assertFailure("--retries means nothing to %%native", "%%native --retries 2 int n : 3\nn");
    assertFailure("--keep-going means nothing to", "%%native --keep-going int n : 3\nn");
    assertFailure("cut into several parts", "%%native --chunk 2 int n : 3\nn");
    assertFailure("--memory belongs to %%processes", "%%native --memory 1g int n : 3\nn");
    assertFailure("is for an element-wise map", "%%native --repeat 2\nint f(void) { return 1; }");
  }

  private void assertFailure(String message, String cell) {
    String shown = notebook.failure(cell);
    assertTrue(shown.contains(message), shown);
  }
}
