package org.jlanes.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What only the kernel as it is shipped can show: its manifest gives redefinition, its jars stay
/// out of sight.
final class EngineKernelIT {
  private static KernelSession kernel;

  @TempDir Path folder;

  @BeforeAll
  static void startKernel() throws Exception {
    kernel = KernelSession.start();
  }

  @AfterAll
  static void endKernel() {
    kernel.close();
  }

  @Test
  void aLaterImportAndAnEditedMethodKeepVariables() throws Exception {
    kernel.run(
        "int kept = 5; int sq(int x) { return x * x; } int twice(int x) { return 2 * sq(x); }");
    kernel.run("import java.util.zip.*;");
    assertEquals("50", kernel.run("twice(kept)").result());
    kernel.run("int sq(int x) { return -x; }");
    assertEquals("-10", kernel.run("twice(kept)").result());
  }

  @Test
  void theKernelsGsonIsInvisibleAndTheUsersOwnRuns() throws Exception {
    assertEquals("error", kernel.run("com.google.gson.Gson g = null;").status());
    kernel.run("%jars " + oldGson());
    assertEquals("old 7", kernel.run("new com.google.gson.Gson().toJson(7)").result());
    Cell lane =
        kernel.run(
            """
            %%processes n : List.of(1, 2, 3) -> texts
            new com.google.gson.Gson().toJson(n * n)
            """);
    assertEquals("ok", lane.status(), lane.evalue());
    assertEquals("[old 1, old 4, old 9]", kernel.run("texts").result());
    assertEquals("2", kernel.run("1 + 1").result());
  }

  private Path oldGson() throws Exception {
    Path source =
        Files.writeString(
            folder.resolve("Gson.java"),
            "package com.google.gson; public class Gson { public String toJson(Object o) { return"
                + " \"old \" + o; } }");
    int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-cp",
                folder.toString(),
                "-d",
                folder.toString(),
                source.toString());
    assertEquals(0, failed);
    Path jar = folder.resolve("gson-1.0.jar");
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream zip = new JarOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("com/google/gson/Gson.class"));
      zip.write(Files.readAllBytes(folder.resolve("com/google/gson/Gson.class")));
      zip.putNextEntry(new ZipEntry("README"));
      zip.write("an old one".getBytes(StandardCharsets.UTF_8));
    }
    return jar;
  }

  @Test
  void exitAndStackOverflowLeaveTheKernelAlive() throws Exception {
    assertEquals("error", kernel.run("System.exit(3);").status());
    assertEquals("error", kernel.run("int so(int d) { return so(d + 1) + 1; } so(0)").status());
    assertEquals("4", kernel.run("2 + 2").result());
  }

  @Test
  void anErrorNamesCellAndLine() throws Exception {
    Cell cell = kernel.run("int a = 0;\n\nint b = 1 / a;");
    String trace = cell.of("error").getFirst().content().toString();
    assertTrue(trace.contains("line 3"), trace);
  }
}
