package org.jlanes.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Stack traces that the bodies of lanes print.
final class PrintedTracesIT {
  @SharedKernel private static KernelSession kernel;
  private static int quarter;

  @BeforeAll
  static void prepare() throws Exception {
    quarter = kernel.ok("int quarter(int n) {\n  return 4 / n;\n}").count();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sequential", "threads", "virtual", "processes --workers 1"})
  void aLanesBodyPrintsTheLinesOfCells(String lane) throws Exception {
    Cell cell =
        kernel.ok(
            "%%"
                + lane
                + " --quiet i : 1 -> done\n"
                + "try {\n  return quarter(i);\n} catch (Exception e) {\n"
                + "  e.printStackTrace();\n  return -1;\n}");
    assertEquals("[-1]", kernel.ok("done").result());
    assertEquals(
        "java.lang.ArithmeticException: / by zero\n"
            + ("\tat quarter(Cell " + quarter + ", line 2)\n")
            + ("\tat lambda(Cell " + cell.count() + ", line 3)\n"),
        cell.stderr());
  }
}
