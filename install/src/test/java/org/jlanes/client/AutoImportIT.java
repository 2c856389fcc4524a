package org.jlanes.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.jlanes.wire.Json;
import org.jlanes.wire.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Advice on names that mean nothing, and `%autoimport`, as a front end sees them. Each test uses
/// types of its own: imports stay.
final class AutoImportIT {
  @SharedKernel private static KernelSession kernel;

  @TempDir Path folder;

  @BeforeEach
  void on() throws Exception {
    kernel.ok("%autoimport on");
  }

  @AfterEach
  void off() throws Exception {
    kernel.ok("%autoimport off");
    kernel.ok("1 + 1");
  }

  private static String plain(String text) {
    return text.replaceAll("\u001b\\[\\d*m", "");
  }

  @Test
  void adviceStandsUnderTheMistakeAndNotInTheErrorsValue() throws Exception {
    kernel.ok("%autoimport off");
    Cell cell = kernel.run("var first = 1;\nConnection c = null;");
    assertEquals("error", cell.status());
    assertEquals("CompilationError", cell.ename());
    assertEquals("cannot find symbol (Cell " + cell.count() + ", line 2)", cell.evalue());
    assertTrue(
        cell.traceback()
            .contains(
                """
                line 2:
                    Connection c = null;
                    ^^^^^^^^^^
                  symbol:   class Connection
                Missing import?  import java.sql.Connection;
                %autoimport on adds such imports by itself.
                What stands before line 2 has run.\
                """),
        cell.traceback());
    Message error = cell.of("error").getFirst();
    for (String part : List.of("ename", "evalue", "traceback")) {
      assertEquals(cell.reply().content().get(part), error.content().get(part));
    }
    assertTrue(kernel.run("system.out.println(1)").traceback().contains("Did you mean System?"));
    assertTrue(kernel.run("%mavne a:b:1").traceback().contains("%maven"));
  }

  @Test
  void theStateIsSaidAndAMistakeInItExplained() throws Exception {
    assertEquals("%autoimport is on\n", kernel.ok("%autoimport").stdout());
    assertEquals("%autoimport is off\n", kernel.ok("%autoimport off\n%autoimport").stdout());
    assertTrue(kernel.run("%autoimport of").traceback().contains("^^"));
    assertTrue(kernel.ok("%help autoimport").shown().contains("%autoimport on"));
  }

  @Test
  void aMissingImportIsAddedAndTheCellSaysSo() throws Exception {
    Cell cell = kernel.ok("System.out.println(\"before\");\nnew Point(3, 4).x");
    assertEquals("3", cell.result());
    assertEquals("before\nimport java.awt.Point;\n", plain(cell.stdout()));
    assertEquals("", kernel.ok("Point other = null;").stdout());
  }

  @Test
  void theBodyOfALaneGetsItsImports() throws Exception {
    Cell cell =
        kernel.ok(
            """
            %%processes --quiet n : List.of(1, 2) -> dims
            record Size(Dimension d) {}
            var r = new Rectangle(n, 2 * n);
            return new Size(new Dimension(r.width, r.height)).d().height;
            """);
    String said = plain(cell.stdout());
    assertTrue(said.contains("import java.awt.Dimension;\n"), said);
    assertTrue(said.contains("import java.awt.Rectangle;\n"), said);
    assertEquals("[2, 4]", kernel.ok("dims").result());
  }

  @Test
  void aBackgroundCellAndASubshellGetThem() throws Exception {
    KernelSession.Running background =
        kernel.submit("%%background\nSystem.out.println(new Insets(1, 2, 3, 4).right);");
    background.await();
    background.awaitPrinted("4");
    assertTrue(plain(background.printed()).contains("import java.awt.Insets;"));
    Message created =
        kernel.request(ChannelName.CONTROL, "create_subshell_request", java.util.Map.of());
    String id = Json.string(created.content(), "subshell_id", "");
    Cell beside = kernel.submitTo(id, "new Polygon().npoints").await();
    assertEquals("0", beside.result(), beside.traceback());
    assertEquals("import java.awt.Polygon;\n", plain(beside.stdout()));
  }

  @Test
  void typesOfAJarThatComesLaterAreImported() throws Exception {
    Cell before = kernel.run("new Gizmo()");
    assertTrue(before.traceback().contains("symbol:   class Gizmo"), before.traceback());
    Path jar =
        UserJar.of(
            folder,
            "shop.parts.Gizmo",
            "package shop.parts; public class Gizmo { public String toString() { return \"gizmo\";"
                + " } }");
    kernel.ok("%jars " + jar);
    Cell cell = kernel.ok("new Gizmo()");
    assertEquals("gizmo", cell.result());
    assertEquals("import shop.parts.Gizmo;\n", plain(cell.stdout()));
  }
}
