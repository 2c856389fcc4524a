package org.jlanes.magics.lane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.jlanes.magics.EngineSession;
import org.jlanes.runtime.engine.CellFailure;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What tells results on disk from each other: the body, what it reaches, the item.
@Timeout(120)
final class CacheKeyTest {
  @AutoClose private static final EngineSession notebook = new EngineSession();

  @TempDir private Path folder;
  private KeptNotebook kept;

  @BeforeEach
  void begin() throws CellFailure {
    kept = KeptNotebook.in(notebook, folder);
  }

  @Test
  void whatDoesNotMatterDoesNotCount() throws Exception {
    notebook.run("int used = 1;");
    notebook.run("var set = new HashSet<>(List.of(\"a\", \"b\", \"c\", \"q\"));");
    notebook.run("var texts = List.of(new String(\"t\"), new String(\"t\"));");
    String body = kept.noting("n") + "n + used + set.size() + texts.size()";
    notebook.run("%%sequential --cache n : 1 -> a\n" + body);
    assertEquals(List.of("0"), kept.computed());
    notebook.run("int notUsed = 5;");
    notebook.run("set = new HashSet<>(1024); set.addAll(List.of(\"q\", \"c\", \"b\", \"a\"));");
    notebook.run("var one = \"t\"; texts = List.of(one, one);");
    notebook.run(
        "%%sequential --cache --keep-going n : Stream.of(0).map(x -> x) -> b\n\n// a comment\n"
            + body);
    assertEquals(List.of(), kept.computed());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "the body's code | int x = 0; | n + 1 | int x = 0; | n + 2",
        "a captured value | int v = 1; | n + v | int v = 2; | n + v",
        "a captured object | var m = List.of(1); | n + m.get(0) | var m = List.of(2); | n +"
            + " m.get(0)",
        "a method | int f(int n) { return n; } | f(n) | int f(int n) { return n + 1; } | f(n)",
        "a class | record A(int n) { int g() { return n; } } | new A(n).g()"
            + " | record A(int n) { int g() { return n + 1; } } | new A(n).g()",
        "a static field | class S { static int k = 1; } | n + S.k" + " | S.k = 2; | n + S.k",
        "lambdas that change places"
            + " | java.util.function.IntUnaryOperator p = i -> i + 1, q = i -> i * 2;"
            + " | p.applyAsInt(q.applyAsInt(n))"
            + " | java.util.function.IntUnaryOperator p = i -> i * 2, q = i -> i + 1;"
            + " | p.applyAsInt(q.applyAsInt(n))",
        "a record's name | record B(int n) {} | new B(n).toString()"
            + " | record C(int n) {} | new C(n).toString()",
        "an annotation | class D { @Deprecated int f; } | D.class.getDeclaredFields().length"
            + " | class D { int f; } | D.class.getDeclaredFields().length"
      })
  void whatMattersIsComputedAgain(
      String what, String before, String first, String after, String second) throws Exception {
    notebook.run(before);
    notebook.run("%%sequential --cache n : 1 -> a\n" + kept.noting("n") + first);
    notebook.run("%%sequential --cache n : 1 -> b\n" + kept.noting("n") + first);
    assertEquals(List.of("0"), kept.computed(), what);
    notebook.run(after);
    notebook.run("%%sequential --cache n : 1 -> c\n" + kept.noting("n") + second);
    assertEquals(List.of("0"), kept.computed(), what);
  }

  @Test
  void theJarsCountWhereTheBodyUsesALibrary() throws Exception {
    String plain = "%%sequential --cache n : 1 -> a\n" + kept.noting("\"plain\"") + "n";
    String using =
        "%%sequential --cache n : 1 -> a\n" + kept.noting("\"using\"") + "lib.Some.one()";
    notebook.run("%jars " + kept.jar("Some"));
    for (String cell : List.of(plain, using, plain, using)) {
      notebook.run(cell);
    }
    assertEquals(List.of("plain", "using"), kept.computed());
    notebook.run("%jars " + kept.jar("Other"));
    notebook.run(plain);
    notebook.run(using);
    assertEquals(List.of("using"), kept.computed());
  }

  @Test
  void theNumberOfAnItemCountsWhereTheBodyAsksForIt() throws Exception {
    notebook.run(
        "%%sequential --cache n : List.of(7, 7) -> a\n" + kept.noting("n") + "lane.index()");
    assertEquals(List.of("7", "7"), kept.computed());
    assertEquals("[0, 1]", notebook.run("a"));
    notebook.run("%%sequential --cache n : List.of(7, 7) -> b\n" + kept.noting("n") + "n");
    assertEquals(List.of("7"), kept.computed());
  }

  @Test
  void codeThatItemsBringAlongCounts() throws Exception {
    notebook.run("interface Shape { double area(); }");
    notebook.run("record Square(double a) implements Shape { public double area() { return a; } }");
    String cell = "%%sequential --cache s : List.of(new Square(2)) -> a\n" + kept.noting("s");
    notebook.run("double area(Shape s) { return s.area(); }");
    notebook.run(cell + "area(s)");
    notebook.run(cell + "area(s)");
    assertEquals(1, kept.computed().size());
    notebook.run(
        "record Square(double a) implements Shape { public double area() { return a * a; } }");
    notebook.run(cell + "area(s)");
    assertEquals(1, kept.computed().size());
    assertEquals("[4.0]", notebook.run("a"));
  }

  @Test
  void aCapturedValueThatCannotBeWrittenIsNamedOrIgnored() throws Exception {
    notebook.run("var worker = new Thread(() -> {});");
    String body = kept.noting("n") + "worker.isAlive() ? -1 : n";
    String told = notebook.failure("%%threads --cache n : 1 -> a\n" + body);
    assertTrue(told.contains("--cache cannot tell this body's results from others"), told);
    assertTrue(told.contains("`worker` (java.lang.Thread)"), told);
    assertTrue(
        notebook
            .failure("%%threads --resume n : 1 -> a\n" + body)
            .contains("--resume cannot tell this body's results from others"));
    notebook.run("%%threads --cache --cache-ignore worker n : 1 -> a\n" + body);
    notebook.run("%%threads --cache --cache-ignore worker n : 1 -> a\n" + body);
    assertEquals(List.of("0"), kept.computed());
    told = notebook.failure("%%threads --cache --cache-ignore worker,worked n : 1 -> a\n" + body);
    assertTrue(told.contains("the body uses no variable `worked`; it uses worker"), told);
  }
}
