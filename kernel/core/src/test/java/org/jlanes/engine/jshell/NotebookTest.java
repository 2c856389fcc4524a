package org.jlanes.engine.jshell;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jlanes.runtime.engine.CellFailure;
import org.jlanes.runtime.engine.EngineView;
import org.jlanes.runtime.engine.MappedSource;
import org.jlanes.runtime.engine.NotebookEngine;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What magics and lanes may ask of the notebook.
final class NotebookTest {
  @AutoClose private final EngineSession session = new EngineSession();
  private NotebookEngine notebook;

  @TempDir Path folder;

  @BeforeEach
  void start() {
    notebook = (NotebookEngine) session.engine().services().get(NotebookEngine.class);
  }

  @Test
  void aDeclaredVariableHoldsTheVeryObject() throws Exception {
    List<Integer> own = new java.util.ArrayList<>(List.of(1));
    notebook.declare("mine", "List<Integer>", own);
    session.value("mine.add(2);");
    assertEquals(List.of(1, 2), own);
    notebook.declare("count", "long", 5L);
    assertEquals("6", session.value("count + 1"));
    notebook.declare("mine", "Object&java.io.Serializable", "text");
    assertEquals("text", session.value("mine"));
  }

  @Test
  void aValueOfAnotherTypeCannotBeDeclared() {
    CellFailure failure =
        assertThrows(CellFailure.class, () -> notebook.declare("n", "Integer", "text"));
    assertTrue(
        failure.text().contains("java.lang.String cannot be assigned to Integer n"),
        failure.text());
    assertThrows(CellFailure.class, () -> notebook.declare("class", "int", 1));
  }

  @Test
  void typesAreKnownWithoutRunning() throws Exception {
    session.value("int calls = 0; int call() { return calls++; }");
    assertEquals("int", notebook.typeOf(MappedSource.ofCell("call()")));
    assertEquals("0", session.value("calls"));
    assertEquals("void", notebook.typeOf(MappedSource.ofCell("System.out.println()")));
    assertEquals("List<Number>", notebook.typeOf(MappedSource.ofCell("List.of(1, 2.0)")));
    assertThrows(CellFailure.class, () -> notebook.typeOf(MappedSource.ofCell("nowhere()")));
  }

  @Test
  void mistakesInGeneratedSourceAreShownWhereTheUserWroteThem() {
    String cell = "%%magic\nint y = nowhere;";
    MappedSource source =
        MappedSource.builder(cell).generated("int before = 1; ").cell(8, cell.length()).build();
    CellFailure failure = assertThrows(CellFailure.class, () -> notebook.evaluate(source));
    assertTrue(failure.text().contains("line 2"), failure.text());
    assertTrue(
        failure.traceback().contains("    int y = nowhere;"), failure.traceback().toString());
  }

  @Test
  void framesAreLocatedWhileTheCodeRuns() throws Exception {
    session.value("StackTraceElement frame() {\n  return new Throwable().getStackTrace()[0];\n}");
    EngineView.Variable frame;
    session.value("var f = frame();");
    frame =
        notebook.variables().stream().filter(v -> v.name().equals("f")).findFirst().orElseThrow();
    EngineView.CellLine line = notebook.locate((StackTraceElement) frame.value()).orElseThrow();
    assertEquals(2, line.line());
    assertTrue(line.text().contains("getStackTrace"));
    assertTrue(
        notebook.locate(new StackTraceElement("java.lang.String", "length", null, 1)).isEmpty());
  }

  @Test
  void classFilesAreThoseOfTheCompiler() throws Exception {
    session.value(
        "class Local { int f() { for (;;) { } } } Class<?> c = Local.class; int number = 4;");
    Class<?> local = (Class<?>) value("c");
    byte[] original = notebook.classBytes(local.getName()).orElseThrow();
    assertFalse(
        new String(original, java.nio.charset.StandardCharsets.ISO_8859_1).contains("StopCheck"));
    assertFalse(notebook.holdsVariables(local.getName()));
    assertArrayEquals(original, notebook.classBytes(local.getName()).orElseThrow());
    assertTrue(notebook.classBytes("java.lang.String").isEmpty());
  }

  private Object value(String name) {
    return notebook.variables().stream()
        .filter(v -> v.name().equals(name))
        .findFirst()
        .orElseThrow()
        .value();
  }

  @Test
  void theUsersOwnGsonRunsAndVariablesStay() throws Exception {
    session.value("int kept = 5;");
    Path jar =
        jar(
            "old-gson.jar",
            "com.google.gson.Gson",
            "package com.google.gson; public class Gson { public String toJson(Object o) { return"
                + " \"old \" + o; } public void quit() { System.exit(1); } }");
    notebook.addToClassPath(List.of(jar));
    assertEquals("old 5", session.value("new com.google.gson.Gson().toJson(kept)"));
    assertEquals("ExitRequest", session.run("new com.google.gson.Gson().quit();").failure().name());
    assertEquals(List.of(jar), notebook.classPath());
  }

  @Test
  void aServiceOfALateJarIsFound() throws Exception {
    Path jar =
        jar(
            "service.jar",
            "ext.Hello",
            "package ext; public class Hello implements Runnable { public void run() {"
                + " System.out.println(\"hello\"); } }");
    notebook.addToClassPath(List.of(jar));
    assertEquals(
        "hello\n",
        session.run("ServiceLoader.load(Runnable.class).forEach(Runnable::run);").stdout());
  }

  @Test
  void aFileThatIsNoJarIsRefusedAndNothingIsAdded() throws Exception {
    Path jar = jar("good.jar", "ext.A", "package ext; public class A {}");
    Path bad = Files.writeString(folder.resolve("bad.jar"), "no zip");
    CellFailure failure =
        assertThrows(CellFailure.class, () -> notebook.addToClassPath(List.of(jar, bad)));
    assertTrue(failure.text().contains("bad.jar"), failure.text());
    assertTrue(notebook.classPath().isEmpty());
  }

  private Path jar(String file, String className, String source) throws Exception {
    Path classes = Files.createDirectories(folder.resolve(file + "-classes"));
    var unit =
        new SimpleJavaFileObject(
            URI.create("string:///" + className.replace('.', '/') + ".java"),
            JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignore) {
            return source;
          }
        };
    assertTrue(
        ToolProvider.getSystemJavaCompiler()
            .getTask(
                null,
                null,
                null,
                List.of("-proc:none", "-d", classes.toString(), "-cp", ""),
                null,
                List.of(unit))
            .call());
    Path jar = folder.resolve(file);
    Map<String, byte[]> entries = new java.util.TreeMap<>();
    try (Stream<Path> made = Files.walk(classes)) {
      for (Path path : made.filter(Files::isRegularFile).toList()) {
        entries.put(classes.relativize(path).toString(), Files.readAllBytes(path));
      }
    }
    entries.put(
        "META-INF/services/java.lang.Runnable",
        className.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream zip = new JarOutputStream(out)) {
      for (var entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
    return jar;
  }
}
