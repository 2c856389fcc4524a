package org.jlanes.engine.jshell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.jlanes.engine.jshell.EngineSession.Outcome;
import org.jlanes.runtime.engine.NotebookEngine;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `%autoimport on` does with names that a cell lacks.
final class AutoImportTest {
  @AutoClose private final EngineSession session = new EngineSession();

  @TempDir Path folder;

  private NotebookEngine notebook;

  @BeforeEach
  void isOn() {
    notebook = (NotebookEngine) session.engine().view();
    assertFalse(notebook.importsMissingTypes());
    notebook.importMissingTypes(true);
  }

  private static String plain(String text) {
    return text.replaceAll("\u001b\\[\\d*m", "");
  }

  @Test
  void aMissingTypeIsImportedAndTheCellSaysSo() {
    Outcome outcome = session.run("Connection c = null;\nc == null");
    assertEquals("true", outcome.value(), () -> outcome.traceback());
    assertEquals("import java.sql.Connection;\n", plain(outcome.stdout()));
    Outcome later = session.run("List<Connection> all = new ArrayList<>();");
    assertEquals("", later.stdout(), "the import stays");
  }

  @Test
  void whatHasRunIsNotRunAgain() {
    Outcome outcome =
        session.run(
            """
            int runs = 0;
            int once() { return ++runs; }
            System.out.println("run " + once());
            var e = new SQLException("message " + once());
            System.out.println(e.getMessage());
            runs
            """);
    assertEquals("2", outcome.value());
    assertEquals("run 1\nimport java.sql.SQLException;\nmessage 2\n", plain(outcome.stdout()));
  }

  @Test
  void severalTypesOfOnePartComeAtOnce() {
    Outcome outcome =
        session.run(
            "List<Object> l = List.of(new SQLException(\"a\"), Color.RED, new Point(1, 2));");
    assertEquals(
        "import java.awt.Color;\nimport java.awt.Point;\nimport java.sql.SQLException;",
        plain(outcome.stdout()).lines().sorted().reduce((a, b) -> a + "\n" + b).orElse(""));
  }

  @Test
  void methodsAndClassesGetWhatTheyLack() {
    Outcome outcome =
        session.run(
            """
            int red(Color c) { return c.getRed(); }
            record Spot(Point at) {}
            red(Color.RED) + new Spot(new Point(3, 4)).at().x
            """);
    assertEquals("258", outcome.value(), () -> outcome.traceback());
    assertEquals("", outcome.stderr());
    assertEquals("import java.awt.Color;\nimport java.awt.Point;\n", plain(outcome.stdout()));
  }

  @Test
  void ofSeveralThatAreEquallyLikelyNoneIsTaken() {
    Outcome outcome = session.run("Element e = null;");
    assertNotNull(outcome.failure());
    assertTrue(outcome.traceback().contains("import org.w3c.dom.Element;"), outcome.traceback());
    assertTrue(outcome.traceback().contains("import javax.swing.text.Element;"));
    assertEquals("", outcome.stdout());
  }

  @Test
  void nothingIsImportedWhereSomethingElseIsWrongToo() {
    Outcome outcome = session.run("if (true) { Connection c = null; int x = \"no\"; }");
    assertNotNull(outcome.failure());
    assertTrue(outcome.traceback().contains("import java.sql.Connection;"), outcome.traceback());
    assertEquals("", outcome.stdout());
    assertNotNull(session.run("Connection c;").output());
  }

  @Test
  void whatTheCellDeclaresFurtherDownIsMeant() {
    Outcome outcome =
        session.run(
            "int x(Driver d) { return d.speed; }\n"
                + "class Driver { int speed = 9; }\n"
                + "x(new Driver())");
    assertEquals("9", outcome.value(), () -> outcome.traceback());
    assertEquals("", outcome.stdout());
  }

  @Test
  void aClassOfTheSameNameTakesThePlaceOfTheImport() {
    session.value("var p = new Point(1, 2);");
    session.value("class Point { int z = 5; }");
    assertEquals("5", session.value("new Point().z"));
    assertEquals("java.awt.Point[x=1,y=2]", session.value("p"));
    Outcome refused = session.run("import java.awt.Point;");
    assertTrue(refused.traceback().contains("declared a type Point of its own"));
    assertEquals("5", session.value("new Point().z"));
  }

  @Test
  void typesOfALaterJarAreFound() throws Exception {
    assertNotNull(session.run("Gizmo g = null;").failure());
    notebook.addToClassPath(List.of(jar("shop.parts", "Gizmo")));
    Outcome outcome = session.run("new Gizmo().toString()");
    assertEquals("a gizmo", outcome.value(), () -> outcome.traceback());
    assertEquals("import shop.parts.Gizmo;\n", plain(outcome.stdout()));
    notebook.addToClassPath(List.of(jar("other.parts", "Gadget")));
    notebook.addToClassPath(List.of(jar("more.parts", "Gadget")));
    assertTrue(
        session.run("new Gadget()").traceback().contains("import more.parts.Gadget;"), "both");
  }

  private Path jar(String packageName, String name) throws Exception {
    Path source = folder.resolve(packageName).resolve(name + ".java");
    Files.createDirectories(source.getParent());
    Files.writeString(
        source,
        "package %s; public class %s { public String toString() { return \"a gizmo\"; } class X {} }"
            .formatted(packageName, name));
    Path classes = folder.resolve(packageName + "-classes");
    int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                new ByteArrayOutputStream(),
                null,
                "-d",
                classes.toString(),
                source.toString());
    assertEquals(0, failed);
    Path jar = folder.resolve(packageName + ".jar");
    String entry = packageName.replace('.', '/') + "/" + name + ".class";
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new JarEntry(entry));
      out.write(Files.readAllBytes(classes.resolve(entry)));
    }
    return jar;
  }

  @Test
  void switchedOffItOnlyOffers() {
    notebook.importMissingTypes(false);
    Outcome outcome = session.run("Connection c = null;");
    assertTrue(
        outcome
            .traceback()
            .contains(
                """
                    Connection c = null;
                    ^^^^^^^^^^
                  symbol:   class Connection
                Missing import?  import java.sql.Connection;
                %autoimport on adds such imports by itself.\
                """),
        outcome.traceback());
    assertEquals("cannot find symbol (Cell 1, line 1)", outcome.failure().text());
  }

  @Test
  void aMethodThatLacksATypeIsToldWhichItMayBe() {
    notebook.importMissingTypes(false);
    String said = plain(session.run("void f(Connection c) { lenght(); }").stderr());
    assertTrue(said.contains("Note: method f cannot be used until this is declared"), said);
    assertTrue(said.contains("Missing import?  import java.sql.Connection;"), said);
  }
}
