package org.jlanes.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A user whose language has digits of its own: what the kernel writes for programs to read, such
/// as C, Java and HTML, has those of ASCII, and what the user's code prints has the user's.
final class OtherDigitsIT {
  private static KernelSession kernel;

  @BeforeAll
  static void start() throws Exception {
    kernel =
        KernelSession.start(Map.of("JDK_JAVA_OPTIONS", "-Duser.language=fa -Duser.country=IR"));
  }

  @AfterAll
  static void end() {
    kernel.close();
  }

  @Test
  void printfIsTheUsersOwn() throws Exception {
    assertEquals("۱۲", kernel.ok("System.out.printf(\"%d\", 12);").stdout());
  }

  @Test
  void cIsCompiledAndCalled() throws Exception {
    kernel.ok(
        """
        %%native --quiet
        double total(int64_t rows, int64_t cols, const double a[rows][cols]) {
          double t = 0;
          for (int64_t i = 0; i < rows; i++)
            for (int64_t j = 0; j < cols; j++) t += a[i][j];
          return t;
        }
        int small(uint8_t x) { return x + 1; }
        """);
    assertEquals("6.0", kernel.ok("Native.total(new double[][] {{1, 2}, {3, 0}})").result());
    assertEquals("8", kernel.ok("Native.small(7)").result());
  }

  @Test
  void lanesRunAndReport() throws Exception {
    for (String lane : new String[] {"threads", "virtual", "processes --workers 1"}) {
      Cell cell = kernel.ok("%%" + lane + " n : 3 -> List<Integer> squares\nn * n");
      String said = cell.shown() + cell.stdout() + cell.stderr();
      assertTrue(said.contains("3 items"), said);
      assertTrue(said.chars().noneMatch(c -> Character.isDigit(c) && c > '9'), said);
      assertEquals("[0, 1, 4]", kernel.ok("squares").result());
    }
  }

  @Test
  void progressIsShown() throws Exception {
    Cell cell =
        kernel.ok("try (Progress p = Progress.bar(12)) { for (int i = 0; i < 12; i++) p.step(); }");
    assertTrue(cell.shown().contains("12"), cell.shown());
  }
}
