package org.jlanes.lanes.nativecode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which functions are found, and how they look in Java.
final class SignatureParserTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          int f(void) {}                                  | int f()
          void f() {}                                     | void f()
          double f(double x) {}                           | double f(double x)
          long long int f(unsigned char c) {}             | long f(int c)
          unsigned f(uint16_t a, uint32_t b, size_t c) {} | long f(int a, long b, long c)
          bool f(_Bool b, char c, signed char d) {}       | boolean f(boolean b, byte c, byte d)
          int64_t f(int64_t n, const double x[n]) {}      | long f(double[] x)
          float f(int n, float x[restrict n]) {}          | float f(float[] x)
          void f(int n, int m, int a[n][m], int b[m]) {}  | void f(int[][] a, int[] b)
          void f(long n, int k, short x[static n]) {}     | void f(int k, short[] x)
          void f(const double m[3][3]) {}                 | void f(double[][] m)
          void f(double m[9]) {}                          | void f(double[] m)
          void f(int n, double m[n+1]) {}                 | void f(int n, double[] m)
          void f(const double *x) {}                      | void f(double[] x)
          void f(double const *const x) {}                | void f(double[] x)
          void f(double x[]) {}                           | void f(double[] x)
          void f(char *s) {}                              | void f(byte[] s)
          void f(const char *s) {}                        | void f(String s)
          const char *f(int n) {}                         | String f(int n)
          void f(const uint8_t *x, bool *y) {}            | void f(byte[] x, boolean[] y)
          void f(void *p) {}                              | void f(java.lang.foreign.MemorySegment p)
          extern int f(int, double) {}                    | int f(int arg0, double arg1)
          __attribute__((noinline)) int f(int x) {}       | int f(int x)
          int f(int x) __attribute__((noinline)) {}       | int f(int x)
          """)
  void aFunctionHasThisMostConvenientJavaSignature(String c, String java)
      throws SignatureException {
    CFunction function = SignatureParser.parse(c).getFirst();
    assertEquals(java, FacadeSource.signatures(function, false).getFirst());
  }

  @Test
  void aShapedArrayCanAlsoBePassedFlatAsMemoryAndAsABuffer() throws SignatureException {
    CFunction function =
        SignatureParser.parse("double f(int64_t r, int64_t c, const double a[r][c]) {}").getFirst();
    assertEquals(
        List.of(
            "double f(double[][] a)",
            "double f(long r, long c, double[] a)",
            "double f(long r, long c, java.lang.foreign.MemorySegment a)",
            "double f(long r, long c, java.nio.DoubleBuffer a)"),
        FacadeSource.signatures(function, false));
  }

  @Test
  void onlyWhatACellExportsIsFound() throws SignatureException {
    String c =
        """
        #include <stdio.h>
        #define MUL(a, b) \\
          int not_this(int a) { return b; }
        // int nor_this(void) { }
        /* int nor_that(void) { } */
        static int hidden(int x) { return x; }
        static inline int hidden2(int x) { return x; }
        inline int hidden3(int x) { return x; }
        struct point { double x, y; };
        typedef struct { int (*call)(int); } table;
        enum color { RED, GREEN };
        int numbers[] = { 1, 2, 3 };
        const char *text = "int no(void) { }", brace = '{';
        int declared(int x);
        int first(int x) {
          if (x) { char c = '}'; puts("}{\\""); }
          return x;
        }
        struct point origin = { 0, 0 };
        int
        second (int x,
                int y) /* with a comment */ { return x + y; }
        """;
    assertEquals(
        List.of("first", "second"),
        SignatureParser.parse(c).stream().map(CFunction::name).toList());
  }

  @Test
  void aFunctionDefinedInBothBranchesOfAnIfIsOneFunction() throws SignatureException {
    String c =
        "#ifdef _OPENMP\nint f(int x) { return 1; }\n#else\nint f(int x) { return 2; }\n#endif\n";
    assertEquals(1, SignatureParser.parse(c).size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          int f(struct point p) {}         | struct point p    | has no counterpart in Java
          int f(double **a) {}             | double **a        | has no counterpart in Java
          int f(int (*g)(int)) {}          | int (*g)(int)     | cannot be passed from Java
          int f(int n, ...) {}             | ...               | variadic function f
          int f(long double x) {}          | long double x     | has no counterpart in Java
          int f(real x) {}                 | real x            | has no counterpart in Java
          double *f(int x) {}              | double *          | the result type `double *`
          struct p f(int x) {}             | struct p          | the result type `struct p`
          void f(int n, int x[m]) {}       | m                 | m is not an integer parameter
          void f(double d, int x[d]) {}    | d                 | d is not an integer parameter
          void f(int n, int a[n][]) {}     | [n][]             | only the first dimension
          f(int x) {}                      | f(int x)          | cannot be read as a function
          """)
  void whatCannotBeMappedIsPointedAt(String c, String place, String message) {
    SignatureException refused =
        assertThrows(SignatureException.class, () -> SignatureParser.parse(c));
    assertEquals(place, c.substring(refused.start(), refused.end()));
    assertTrue(refused.getMessage().contains(message), refused.getMessage());
    assertTrue(!refused.advice().isBlank());
  }

  @Test
  void twoDefinitionsWithDifferentParametersAreRefused() {
    SignatureException refused =
        assertThrows(
            SignatureException.class,
            () -> SignatureParser.parse("int f(int x) {}\nint f(double x) {}"));
    assertTrue(refused.getMessage().contains("defined twice"), refused.getMessage());
  }
}
