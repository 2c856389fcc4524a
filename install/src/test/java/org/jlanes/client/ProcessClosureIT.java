package org.jlanes.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What a body for worker processes takes along by itself.
final class ProcessClosureIT {
  @SharedKernel private static KernelSession kernel;

  /// Each: the cells that prepare, the body, and what it gives.
  static Stream<Arguments> whatABodyTakesAlong() {
    return Stream.of(
        Arguments.of("int c1 = 10;", "c1 + 1", "11"),
        Arguments.of(
            "int c2(int x) { return x * 2; } int c2b(int x) { return c2(x) + 1; }", "c2b(4)", "9"),
        Arguments.of(
            "record P3(int x, double y) { double norm() { return Math.sqrt(x * x + y * y); } }",
            "new P3(3, 4).norm()",
            "5.0"),
        Arguments.of(
            """
            class A4 { List<Integer> all = new ArrayList<>(); static int made = 0;
              A4() { made++; } A4 add(int n) { all.add(n); return this; } }
            var a4 = new A4().add(3);
            """,
            "a4.add(4).all.toString() + new A4().made",
            "[3, 4]2"),
        Arguments.of(
            "int k5 = 7; java.util.concurrent.Callable<Integer> f5(int n) { int m = n * 3;"
                + " return () -> m + k5; } var g5 = f5(5);",
            "g5.call()",
            "22"),
        Arguments.of(
            "java.util.function.Function<Integer, Integer> f6 = x -> x + 1, g6 = Math::abs;"
                + " java.util.function.Supplier<List<Integer>> h6 = ArrayList::new;",
            "f6.andThen(g6).apply(-9) + h6.get().size()",
            "8"),
        Arguments.of(
            "int z7 = 4; var c7 = new java.util.concurrent.Callable<Integer>() {"
                + " int z = z7; public Integer call() { return z + z7; } };",
            "c7.call()",
            "8"),
        Arguments.of(
            """
            sealed interface S8 permits C8, Q8 {}
            record C8(double r) implements S8 {}
            record Q8(double s) implements S8 {}
            double area8(S8 s) { return switch (s) { case C8(double r) -> r; case Q8 q -> q.s() * q.s(); }; }
            """,
            "area8(new Q8(3)) + area8(new C8(1))",
            "10.0"),
        Arguments.of(
            "enum E9 { R, G { int v() { return 7; } }; int v() { return 1; } }",
            "E9.G.v() + switch (E9.R) { case R -> 10; case G -> 20; }",
            "17"),
        Arguments.of(
            "int b10 = 3; class B10 { int f() { return g() + b10; } int g() { return 1; } }"
                + " class D10 extends B10 { int g() { return 5; } }",
            "new D10().f()",
            "8"),
        Arguments.of(
            "int b11 = 3; interface I11 { default int f() { return b11; } } class X11 implements"
                + " I11 {}",
            "new X11().f()",
            "3"),
        Arguments.of(
            "int b12 = 3; class K12 { static int t = b12 + 1; static int f() { return t; } }",
            "K12.f()",
            "4"),
        Arguments.of(
            "double[] a13 = new double[100_000]; a13[99_999] = 2.5; double[][] b13 = {a13, a13};",
            "a13[99_999] + \"\" + (b13[0] == a13) + (b13[1] == a13)",
            "2.5truetrue"),
        Arguments.of(
            "var o14 = Optional.of(List.of(1)); var m14 = new HashMap<>(Map.of(\"a\", 1));"
                + " var k14 = m14.keySet(); var p14 = java.nio.file.Path.of(\"/tmp\");",
            "o14.get().size() + \"\" + k14 + p14",
            "1[a]/tmp"),
        Arguments.of("Object o15 = null;", "o15 == null ? \"null\" : \"other\"", "null"),
        Arguments.of(
            "<T extends Comparable<T>> T max16(List<T> all) { return Collections.max(all); }",
            "max16(List.of(3, 9, 4)) + IntStream.range(0, 4).map(x -> x * x).sum()",
            "23"));
  }

  @ParameterizedTest
  @MethodSource("whatABodyTakesAlong")
  void aBodyTakesAlongWhatItReaches(String before, String body, String expected) throws Exception {
    kernel.ok(before);
    kernel.ok("%%processes --workers 1 --quiet i : 1 -> taken\n" + body);
    assertEquals(expected, kernel.ok("taken.get(0)").result());
  }

  @Test
  void anAssertionIsCheckedInAWorkerAsInTheNotebook() throws Exception {
    kernel.ok("int positive(int n) { assert n > 0 : \"not positive\"; return n; }");
    Cell cell = kernel.run("%%processes --workers 1 --quiet n : List.of(-1)\npositive(n)");
    assertEquals("error", cell.status());
    assertTrue(cell.traceback().contains("AssertionError: not positive"), cell.traceback());
  }
}
