package org.jlanes.assist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.spi.ToolProvider;
import org.jlanes.engine.Engine;
import org.jlanes.engine.jshell.JShellEngineFactory;
import org.jlanes.runtime.display.MimeBundle;
import org.jlanes.runtime.engine.EngineView;
import org.jlanes.runtime.engine.NotebookEngine;
import org.jlanes.runtime.scope.RecordedOutput;
import org.jlanes.runtime.scope.Scope;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Documentation of the notebook's jars, from the jars beside them.
final class JarDocsTest {
  @AutoClose private final Engine engine = new JShellEngineFactory().create(Optional.empty());

  @TempDir Path folder;

  private void make(String suffix) throws Exception {
    Path source = Files.createDirectories(folder.resolve("src/shop")).resolve("Till.java");
    Files.writeString(
        source,
        """
        package shop;
        /** Takes <b>money</b>. */
        public class Till {
          /// Adds *one* price.
          ///
          /// - in `cents`
          ///
          /// @param cents the price
          public int add(int cents, String... notes) { return cents; }
        }
        """);
    run("javac", "-g", "-d", folder.resolve("classes").toString(), source.toString());
    run("jar", "cf", folder + "/shop-1.0.jar", "-C", folder + "/classes", ".");
    if (suffix.equals("sources")) {
      run("jar", "cf", folder + "/shop-1.0-sources.jar", "-C", folder + "/src", ".");
    } else {
      run("javadoc", "-quiet", "-Xdoclint:none", "-d", folder + "/doc", source.toString());
      run("jar", "cf", folder + "/shop-1.0-javadoc.jar", "-C", folder + "/doc", ".");
    }
    NotebookEngine notebook = (NotebookEngine) engine.services().get(NotebookEngine.class);
    notebook.addToClassPath(List.of(folder.resolve("shop-1.0.jar")));
    Scope scope =
        new Scope("cell", 1, new RecordedOutput(), Map.of(EngineView.class, engine.view()));
    MimeBundle _ = engine.run("import shop.*;", scope, false);
  }

  private static void run(String tool, String... arguments) throws IOException {
    StringWriter out = new StringWriter();
    java.io.PrintWriter to = new java.io.PrintWriter(out);
    int status = ToolProvider.findFirst(tool).orElseThrow().run(to, to, arguments);
    assertEquals(0, status, out.toString());
  }

  private MimeBundle at(String marked) {
    return engine.inspect(marked.replace("|", ""), marked.indexOf('|'), 0);
  }

  private void assertDocumented() {
    String type = at("Ti|ll t = null;").plain();
    assertTrue(type.contains("class shop.Till") && type.contains("Takes money."), type);
    MimeBundle method = at("new Till().ad|d(1)");
    String text = method.plain();
    assertTrue(text.contains("int Till.add(int cents, String... notes)"), text);
    assertTrue(text.contains("Adds one price.") && text.contains("- in cents"), text);
    String html = method.data().get("text/html").toString();
    assertTrue(html.contains("<em>one</em>") && html.contains("<code>cents</code>"), html);
    assertFalse(html.contains("<script"), html);
  }

  @Test
  void commentsComeFromTheSourcesBesideAJar() throws Exception {
    make("sources");
    assertDocumented();
    assertTrue(at("new Till().ad|d(1)").plain().contains("the price"));
  }

  @Test
  void commentsComeFromTheJavadocBesideAJar() throws Exception {
    make("javadoc");
    assertDocumented();
  }
}
