package org.jlanes.magics.lane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
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
import org.junit.jupiter.params.provider.ValueSource;

/// Results that are kept on disk: when they are taken, and what is stored.
@Timeout(120)
final class LaneCacheTest {
  @AutoClose private static final EngineSession notebook = new EngineSession();

  @TempDir private Path folder;
  private KeptNotebook kept;

  @BeforeEach
  void begin() throws CellFailure {
    kept = KeptNotebook.in(notebook, folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sequential", "threads --workers 1", "virtual --limit 1"})
  void aSecondRunTakesWhatTheFirstHasStored(String lane) throws Exception {
    notebook.run("%%" + lane + " --cache n : 2 -> a\n" + kept.noting("n") + "n * 10");
    assertEquals(List.of("0", "1"), kept.computed());
    assertTrue(kept.report().contains("0 of 2 items from the cache, 2 stored"), kept.report());
    notebook.run("%%" + lane + " --cache n : 3 -> b\n" + kept.noting("n") + "n * 10");
    assertEquals(List.of("2"), kept.computed());
    assertTrue(kept.report().contains("2 of 3 items from the cache, 1 stored"), kept.report());
    assertEquals("[0, 10, 20]", notebook.run("b"));
  }

  @Test
  void anotherKernelTakesThemToo() throws Exception {
    String[] cells = {
      "record Point(int x, String label) { Point twice() { return new Point(scaled(x), label); } }",
      "int factor = 2;",
      "int scaled(int x) { return x * factor; }",
      "java.util.function.UnaryOperator<Point> change = p -> p.twice();",
      "var points = List.of(new Point(1, \"a\"), new Point(2, \"b\"));",
      "%%sequential --cache p : points -> changed\n" + kept.noting("p.label()") + "change.apply(p)"
    };
    for (String cell : cells) {
      notebook.run(cell);
    }
    assertEquals(List.of("a", "b"), kept.computed());
    try (EngineSession other = new EngineSession()) {
      other.run("int unrelated = 1;");
      other.run("record Other(int x) {}");
      other.run("int scaled(int x) { return 0; }");
      for (String cell : cells) {
        other.run(cell);
      }
      assertEquals(List.of(), kept.computed());
      assertEquals("4", other.run("changed.get(1).x()"));
      assertEquals("true", other.run("changed.get(0) instanceof Point"));
    }
  }

  @Test
  void objectsThatAreWrittenFieldByFieldComeBackInAnotherKernel() throws Exception {
    // An object stream would leave out what the library's class has.
    String[] cells = {
      "%jars " + kept.jar("Base"),
      "class Pair extends lib.Base { Pair other; int b; }",
      "%%sequential --cache n : 2 -> pairs\n"
          + kept.noting("n")
          + "Pair p = new Pair(); p.a = n + 5; p.b = n; p.other = p; return p;"
    };
    for (String cell : cells) {
      notebook.run(cell);
    }
    assertEquals(List.of("0", "1"), kept.computed());
    try (EngineSession other = new EngineSession()) {
      other.run("int unrelated = 1;");
      for (String cell : cells) {
        other.run(cell);
      }
      assertEquals(List.of(), kept.computed());
      assertEquals("6", other.run("pairs.get(1).a"));
      assertEquals("true", other.run("pairs.get(1).other == pairs.get(1)"));
    }
  }

  @Test
  void largeArraysComeBack() throws Exception {
    String cell =
        "%%sequential --cache n : 2 -> big\n"
            + kept.noting("n")
            + "double[] a = new double[300_000]; Arrays.setAll(a, i -> i + n); return a;";
    notebook.run(cell);
    notebook.run(cell);
    assertEquals(List.of("0", "1"), kept.computed());
    assertEquals("300000.0", notebook.run("big.get(1)[299_999]"));
  }

  @Test
  void whatCannotBeStoredIsToldAndKept() throws Exception {
    notebook.run("%%sequential --cache n : 2 -> threads\nnew Thread(\"t\" + n)");
    assertTrue(kept.report().contains("2 results could not be stored"), kept.report());
    assertTrue(kept.report().contains("java.lang.Thread is not serializable"), kept.report());
    assertEquals("t1", notebook.run("threads.get(1).getName()"));
    String failed =
        notebook.failure("%%sequential --cache t : List.of(new Thread()) -> a\nt.getName()");
    assertTrue(failed.contains("the item (java.lang.Thread) cannot be sent"), failed);
  }

  @Test
  void aRateIsForWhatIsStarted() throws Exception {
    notebook.run("%%virtual --cache n : 100 -> a\nn");
    // Had they to wait, the second run would take more than an hour.
    notebook.run("%%virtual --cache --rate 1/m n : 100 -> a\nn");
    assertTrue(kept.report().contains("100 of 100 items from the cache"), kept.report());
  }

  @Test
  void failuresAreNotStored() throws Exception {
    String cell =
        "%%sequential --cache --keep-going n : 3 -> a\n"
            + kept.noting("n")
            + "if (n == 1) throw new IOException(\"no\");\nreturn n;";
    notebook.run(cell);
    notebook.run(cell);
    assertEquals(List.of("0", "1", "2", "1"), kept.computed());
  }

  @Test
  void aDamagedResultIsComputedAgain() throws Exception {
    String cell = "%%sequential --cache n : 2 -> a\n" + kept.noting("n") + "new double[] {n, 1, 2}";
    notebook.run(cell);
    Path one = kept.results("results").getFirst();
    byte[] bytes = Files.readAllBytes(one);
    bytes[bytes.length - 1]++;
    Files.write(one, bytes);
    Path other = kept.results("results").getLast();
    Files.write(other, List.of("cut off"));
    assertEquals(2, kept.computed().size());
    notebook.run(cell);
    assertEquals(2, kept.computed().size());
    assertTrue(
        kept.report().contains("2 stored results were damaged and computed again"), kept.report());
    notebook.run(cell);
    assertEquals(0, kept.computed().size());
    assertEquals("1.0", notebook.run("a.get(1)[0]"));
  }
}
