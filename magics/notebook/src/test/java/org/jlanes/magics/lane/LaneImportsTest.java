package org.jlanes.magics.lane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jlanes.magics.EngineSession;
import org.jlanes.runtime.engine.CellFailure;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Imports in a body hold for this body, and for its classes as long as these live.
@Timeout(120)
final class LaneImportsTest {
  @AutoClose private EngineSession notebook;

  @BeforeEach
  void start() {
    notebook = new EngineSession();
  }

  @Test
  void importsHoldForTheBodyAlone() throws CellFailure {
    assertEquals(
        "[0, 1]", notebook.run("%%threads n : 2\nimport java.awt.Point;\nnew Point(n, 0).x"));
    assertTrue(notebook.failure("new Point(1, 2)").contains("class Point"));
  }

  @Test
  void aClassOfTheBodyLivesOnWithoutTheImport() throws CellFailure {
    notebook.run(
        """
        %%threads n : 2 -> spots
        import java.awt.Point;
        record Spot(Point p) {}
        class Maker {
          /** Only inside of a method. */
          int far() { Object made = new Point(3, 4); return ((Point) made).x; }
        }
        new Spot(new Point(n, 0))
        """);
    assertEquals("1", notebook.run("spots.get(1).p().x"));
    assertEquals("7", notebook.run("new Spot(new java.awt.Point(7, 0)).p().x"));
    assertEquals("3", notebook.run("new Maker().far()"));
    // JShell compiles what mentions the names again.
    notebook.run("record Point(int a) {}");
    notebook.run("import java.awt.*;\nimport static java.lang.Math.*;");
    notebook.run("record Point(String b) {}");
    assertEquals("1", notebook.run("spots.get(1).p().x"));
    assertEquals(
        "7 b",
        notebook.run("new Spot(new java.awt.Point(7, 0)).p().x + \" \" + new Point(\"b\").b()"));
    assertEquals("3", notebook.run("new Maker().far()"));
  }

  @Test
  void theNotebooksImportOfTheSameNameStaysWhatItIs() throws CellFailure {
    notebook.run("import org.w3c.dom.Document;");
    notebook.run("Class<?> mine() { return Document.class; } Document kept = null;");
    assertEquals(
        "[javax.swing.text.Document]",
        notebook.run(
            "%%threads n : 1\nimport javax.swing.text.Document;\nDocument.class.getName()"));
    assertEquals("org.w3c.dom.Document", notebook.run("Document.class.getName()"));
    assertEquals("org.w3c.dom.Document", notebook.run("mine().getName()"));
    notebook.run("import java.awt.Rectangle;");
    notebook.run("%%threads n : 1\nimport java.awt.Rectangle;\nnew Rectangle().x");
    assertEquals("0", notebook.run("new Rectangle().x"));
  }

  @Test
  void aClassOfTheNotebookIsHiddenByAnImportOfItsName() throws CellFailure {
    notebook.run("record Point(int a) {} var own = new Point(5);");
    assertEquals(
        "[5]", notebook.run("%%threads n : 1\nimport java.awt.Point;\nnew Point(own.a(), n).x"));
    assertEquals("5", notebook.run("own.a()"));
    assertEquals("6", notebook.run("new Point(6).a()"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '§',
      value = {
        "import java.awt.*;|new Point(n, 2).y|[2]",
        "import static java.lang.Math.*;|max(n, abs(-4))|[4]",
        "import static java.lang.Math.PI;|(int) PI|[3]",
        "import static java.util.Map.Entry;|Entry<String, Integer> e = Map.entry(\"a\", n);"
            + " e.getKey()|[a]",
        "import module java.desktop;|new Point(n, 3).y|[3]",
        "import"
            + " java.util.concurrent.atomic.*;|Stream.of(n).map(AtomicInteger::new).toList().get(0).get()|[0]",
        "import java.awt.Point;|var p = new Point(n, 1); for (Point q : List.of(p)) { return q.y; }"
            + " return 0;|[1]",
        "import static java.time.DayOfWeek.*;|switch (FRIDAY) { case FRIDAY -> 1; default -> 2;"
            + " }|[1]",
        "import java.awt.Point;|int f(Point p) { return p.x; } f(new Point(8, 1))|[8]",
        "import java.awt.geom.Point2D;|Object o = new Point2D.Double(1, 2); o instanceof Point2D p"
            + " ? p.getX() : 0|[1.0]",
        "import java.lang.annotation.Retention;|@SuppressWarnings(\"x\") int k = 3;"
            + " Retention.class.getSimpleName() + k|[Retention3]"
      })
  void eachFormOfImportWorks(String imports, String body, String shown) throws CellFailure {
    assertEquals(shown, notebook.run("%%threads n : 1\n" + imports + "\n" + body));
  }

  @Test
  void headersAndResultsSeeTheImports() throws CellFailure {
    notebook.run(
        "%%threads p : Stream.of(new Point(1, 2)) -> List<Point> points\n"
            + "import java.awt.Point;\n"
            + "p");
    assertEquals("2", notebook.run("points.get(0).y"));
    notebook.run("%%threads n : 2 -> Point[] array\nimport java.awt.Point;\nnew Point(n, n)");
    assertEquals("1", notebook.run("array[1].y"));
    notebook.run("%%threads n : 2 -> inferred\nimport java.awt.Point;\nnew Point(n, n)");
    assertEquals("1", notebook.run("inferred.get(1).y"));
    notebook.run("%%threads Point p : List.of(new Point(1, 9))\nimport java.awt.Point;\np.y");
    notebook.run(
        "%%threads n : List.of(1, 2) -> mixed\nimport static java.lang.Math.abs;\n"
            + "if (n == 1) return abs(-1);\nreturn abs(-2L);");
    assertEquals("3", notebook.run("mixed.get(0) + mixed.get(1)"));
  }

  @Test
  void mistakesAreShownWhereTheyStand() {
    String unknown = notebook.failure("%%threads n : 3\nimport java.awt.Nothing;\nn");
    assertTrue(unknown.contains("line 2"), unknown);
    assertTrue(unknown.contains("class Nothing"), unknown);
    String ambiguous =
        notebook.failure(
            "%%threads n : 3\nimport java.awt.*;\nimport java.util.*;\nList<String> x = null;\nn");
    assertTrue(ambiguous.contains("reference to List is ambiguous"), ambiguous);
    assertTrue(ambiguous.contains("List<String> x = null;\n    ^^^^"), ambiguous);
    String wrong =
        notebook.failure("%%threads n : 3\nimport java.awt.Point;\nPoint p = \"text\";\np.x");
    assertTrue(wrong.contains("Point p = \"text\";\n              ^^^^^^"), wrong);
    String argument =
        notebook.failure(
            "%%threads n : 3\nimport static java.lang.Math.sqrt;\nint k = 1;\nsqrt(\"x\")");
    assertTrue(argument.contains("line 4"), argument);
    String other =
        notebook.failure("%%threads n : 3\nimport java.awt.Point;\nnew Point(nowhere, 1).x");
    assertTrue(other.contains("symbol:   variable nowhere"), other);
    assertTrue(other.contains("new Point(nowhere, 1).x\n              ^^^^^^^"), other);
  }
}
