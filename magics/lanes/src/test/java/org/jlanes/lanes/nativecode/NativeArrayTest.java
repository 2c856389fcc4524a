package org.jlanes.lanes.nativecode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// Arrays in calls of C: their shapes, and what is refused before C is entered.
final class NativeArrayTest {
  private static final String SUM =
      """
      double cpu_heavy(int64_t rows, int64_t cols, const double a[rows][cols]) {
        double sum = 0;
        for (int64_t i = 0; i < rows; i++)
          for (int64_t j = 0; j < cols; j++) sum += a[i][j] * a[i][j];
        return sum;
      }
      """;

  @Test
  void anArrayOfArraysIsSummedInC() throws Throwable {
    NativeCell cell = NativeCell.of(SUM);
    double[][] a = {{1, 2, 3}, {4, 5, 6}};
    assertEquals(91.0, cell.call("cpu_heavy", (Object) a));
    assertEquals(91.0, cell.call("cpu_heavy", 2L, 3L, new double[] {1, 2, 3, 4, 5, 6}));
    assertEquals(0.0, cell.call("cpu_heavy", (Object) new double[0][]));
  }

  @Test
  void aRaggedOrWrongArrayIsRefusedBeforeCIsEntered() throws Throwable {
    NativeCell cell = NativeCell.of(SUM);
    assertRefused(
        "cpu_heavy: a[rows][cols] needs rows of equal length, but the array is ragged: row 1 has"
            + " 1 elements, those before it 2",
        cell,
        (Object) new double[][] {{1, 2}, {3}});
    assertRefused(
        "cpu_heavy: a[rows][cols] needs rows of equal length, but row 1 is null",
        cell,
        (Object) new double[][] {{1, 2}, null});
    assertRefused(
        "cpu_heavy: a[rows][cols] needs 6 elements, but the array has 5",
        cell,
        2L,
        3L,
        new double[5]);
    assertRefused(
        "cpu_heavy: a dimension of a[rows][cols] is negative: -1", cell, -1L, 3L, new double[5]);
    assertRefused("cpu_heavy: a[rows][cols] is null", cell, (Object) null);
    assertRefused(
        "cpu_heavy: a[rows][cols] needs 9223372036854775807 elements, but the array has 0",
        cell,
        1L << 40,
        1L << 40,
        new double[0]);
  }

  private static void assertRefused(String message, NativeCell cell, Object... arguments) {
    assertRefused(message, cell, "cpu_heavy", arguments);
  }

  private static void assertRefused(
      String message, NativeCell cell, String function, Object[] arguments) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> cell.call(function, arguments));
    assertEquals(message, refused.getMessage());
  }

  @Test
  void rowsWithoutElementsAndNoRowsAtAllReachCWithTheirLengths() throws Throwable {
    NativeCell cell =
        NativeCell.of(
            """
            int64_t shape(int64_t r, int64_t c, const double a[r][c]) { return 100 * r + c; }
            void fill(int64_t r, int64_t c, double a[r][c], double x) {
              for (int64_t i = 0; i < r; i++)
                for (int64_t j = 0; j < c; j++) a[i][j] = x;
            }
            int64_t joint(int64_t r, int64_t c, const double a[r][c], const double w[c]) {
              return 100 * r + c;
            }
            """);
    assertEquals(203L, cell.call("shape", (Object) new double[2][3]));
    assertEquals(300L, cell.call("shape", (Object) new double[3][0]));
    assertEquals(0L, cell.call("shape", (Object) new double[0][]));
    assertEquals(0L, cell.call("shape", (Object) new double[0][7]));
    assertEquals(7L, cell.call("joint", new double[0][], new double[7]));
    double[][] empty = new double[3][0];
    cell.call("fill", empty, 1.0);
    assertArrayEquals(new double[3][0], empty);
    cell.call("fill", new double[0][], 1.0);
    assertRefused(
        "joint: the arrays disagree on c in a[r][c], w[c]: it would be 0 and 7",
        cell,
        "joint",
        new Object[] {new double[3][0], new double[7]});
  }

  @Test
  void aNullOrRaggedRowIsNamedByItsPlaceAlsoInThreeDimensions() throws Throwable {
    NativeCell cell = NativeCell.of("int f(int a, int b, int c, int32_t x[a][b][c]) { return 0; }");
    String needs = "f: x[a][b][c] needs rows of equal length, but ";
    assertRefused(needs + "row 1 is null", cell, "f", new Object[] {new int[][][] {{{1}}, null}});
    assertRefused(
        needs + "row 1, 0 is null", cell, "f", new Object[] {new int[][][] {{{1}}, {null}}});
    assertRefused(
        needs + "the array is ragged: row 1, 1 has 1 elements, those before it 2",
        cell,
        "f",
        new Object[] {new int[][][] {{{1, 2}, {3, 4}}, {{5, 6}, {7}}}});
    assertRefused(
        needs + "the array is ragged: row 1 has 1 elements, those before it 0",
        cell,
        "f",
        new Object[] {new int[][][] {{}, {{1}}}});
    int[][][] whole = {{{1, 2}}, {{3, 4}}};
    whole[1][0] = null;
    int[] kept = whole[0][0].clone();
    assertRefused(needs + "row 1, 0 is null", cell, "f", new Object[] {whole});
    assertArrayEquals(kept, whole[0][0]);
  }

  @Test
  void whatIsNotConstIsCopiedBackAndWhatIsConstIsNot() throws Throwable {
    NativeCell cell =
        NativeCell.of(
            """
            void scale(int rows, int cols, const float in[rows][cols], float out[rows][cols], float by) {
              for (int i = 0; i < rows; i++)
                for (int j = 0; j < cols; j++) out[i][j] = by * in[i][j];
            }
            void negate(int n, int32_t x[n]) { for (int i = 0; i < n; i++) x[i] = -x[i]; }
            """);
    float[][] in = {{1, 2}, {3, 4}};
    float[][] out = new float[2][2];
    cell.call("scale", in, out, 10f);
    assertArrayEquals(new float[][] {{10, 20}, {30, 40}}, out);
    assertArrayEquals(new float[][] {{1, 2}, {3, 4}}, in);
    int[] x = {1, -2, 3};
    cell.call("negate", (Object) x);
    assertArrayEquals(new int[] {-1, 2, -3}, x);
  }

  @Test
  void arraysThatDisagreeOnALengthAreRefused() throws Throwable {
    NativeCell cell =
        NativeCell.of(
            """
            double dot(int64_t n, const double x[n], const double y[n]) {
              double s = 0;
              for (int64_t i = 0; i < n; i++) s += x[i] * y[i];
              return s;
            }
            """);
    assertEquals(11.0, cell.call("dot", new double[] {1, 2}, new double[] {3, 4}));
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> cell.call("dot", new double[] {1, 2}, new double[] {3}));
    assertEquals(
        "dot: the arrays disagree on n in x[n], y[n]: it would be 2 and 1", refused.getMessage());
  }

  @Test
  void threeDimensionsConstantsAndArithmeticInShapes() throws Throwable {
    NativeCell cell =
        NativeCell.of(
            """
            #define CHANNELS 3
            int64_t sum(int w, int h, const uint8_t image[h][w][CHANNELS], int64_t sums[CHANNELS]) {
              for (int y = 0; y < h; y++)
                for (int x = 0; x < w; x++)
                  for (int c = 0; c < CHANNELS; c++) sums[c] += image[y][x][c];
              return sums[0] + sums[1] + sums[2];
            }
            double tri(int n, const double packed[n * (n + 1) / 2]) { return packed[n]; }
            int pairs(int64_t n, const int a[][2], int out[]) { out[0] = a[1][1]; return out[0]; }
            """);
    byte[][][] image = {{{1, 2, (byte) 255}, {1, 2, 3}}};
    long[] sums = new long[3];
    assertEquals(264L, cell.call("sum", image, sums));
    assertArrayEquals(new long[] {2, 4, 258}, sums);
    assertEquals(3.0, cell.call("tri", 2, new double[] {1, 2, 3}));
    assertThrows(IllegalArgumentException.class, () -> cell.call("tri", 2, new double[] {1, 2}));
    assertEquals(4, cell.call("pairs", 2L, new int[][] {{1, 2}, {3, 4}}, new int[1]));
    assertThrows(
        IllegalArgumentException.class,
        () -> cell.call("pairs", 1L, new int[][] {{1, 2, 3}, {1, 2, 3}}, new int[1]));
  }

  @Test
  void severalThreadsCallAtOnce() throws Throwable {
    NativeCell cell = NativeCell.of(SUM);
    double[][] ones = new double[500][400];
    for (double[] row : ones) {
      java.util.Arrays.fill(row, 1);
    }
    List<Future<Object>> sums = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (int i = 0; i < 4; i++) {
        sums.add(
            threads.submit(() -> {
              double sum = 0;
              for (int k = 0; k < 20; k++) {
                sum +=
                    (double)
                        cell.type()
                            .getMethod("cpu_heavy", double[][].class)
                            .invoke(null, (Object) ones);
              }
              return sum;
            }));
      }
    }
    for (Future<Object> sum : sums) {
      assertEquals(20 * 200_000.0, sum.get());
    }
  }
}
