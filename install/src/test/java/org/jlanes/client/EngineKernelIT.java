package org.jlanes.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What only the kernel as it is shipped can show: its manifest gives redefinition, its jars stay
/// out of sight.
final class EngineKernelIT {
  @SharedKernel private static KernelSession kernel;

  @TempDir Path folder;

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
    return UserJar.of(
        folder,
        "com.google.gson.Gson",
        "package com.google.gson; public class Gson { public String toJson(Object o) { return"
            + " \"old \" + o; } }");
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
