package org.jlanes.install;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The script `install/jlanes` as a user starts it, each time with an empty home.
@Timeout(300)
final class FrontCommandIT {
  @TempDir Path folder;
  private JlanesProcess jlanes;

  @BeforeEach
  void goHome() throws IOException {
    jlanes = new JlanesProcess(Files.createDirectory(folder.resolve("home")));
  }

  private Path notebook(String... sources) throws IOException {
    JsonArray cells = new JsonArray();
    for (String source : sources) {
      JsonObject cell = new JsonObject();
      cell.addProperty("cell_type", "code");
      cell.add("metadata", new JsonObject());
      cell.addProperty("source", source);
      cell.add("outputs", new JsonArray());
      cells.add(cell);
    }
    JsonObject notebook = new JsonObject();
    notebook.addProperty("nbformat", 4);
    notebook.addProperty("nbformat_minor", 4);
    notebook.add("metadata", new JsonObject());
    notebook.add("cells", cells);
    return Files.writeString(folder.resolve("n.ipynb"), notebook.toString());
  }

  private static JsonArray outputs(Path executed, int cell) throws IOException {
    return JsonParser.parseString(Files.readString(executed))
        .getAsJsonObject()
        .getAsJsonArray("cells")
        .get(cell)
        .getAsJsonObject()
        .getAsJsonArray("outputs");
  }

  @Test
  void aNotebookRunsAndItsExecutedCopyHasTheOutputs() throws Exception {
    var run = jlanes.run("run", notebook("int x = 20;", "System.out.println(x);\nx + 1"));

    assertEquals(0, run.exitCode(), run.all());
    assertTrue(run.out().contains("    20\n  → 21\n"), run.out());
    Path executed = folder.resolve("n.executed.ipynb");
    assertTrue(run.out().contains(executed.toString()), run.out());
    JsonArray outputs = outputs(executed, 1);
    assertEquals("[\"20\\n\"]", outputs.get(0).getAsJsonObject().get("text").toString());
    assertEquals(
        "{\"text/plain\":[\"21\"]}", outputs.get(1).getAsJsonObject().get("data").toString());
    assertFalse(run.out().contains("\u001b"), "colours in a pipe: " + run.out());
  }

  @Test
  void aFailingCellIsNamedAndWhatRanIsKept() throws Exception {
    Path target = folder.resolve("out.ipynb");

    var run = jlanes.run("run", notebook("1 + 1", "int y = 1 / 0;", "3"), "-o", target);

    assertEquals(1, run.exitCode(), run.all());
    assertTrue(run.err().contains("cell 2 (the 2nd cell of n.ipynb) failed"), run.err());
    assertTrue(run.err().contains("ArithmeticException"), run.err());
    assertTrue(run.err().contains(target.toString()), run.err());
    assertEquals(1, outputs(target, 0).size());
    assertEquals(
        "error", outputs(target, 1).get(0).getAsJsonObject().get("output_type").getAsString());
    assertEquals(0, outputs(target, 2).size());
  }

  @Test
  void aRunThatIsStoppedKeepsWhatHasRunAndEndsItsKernel() throws Exception {
    Path file =
        notebook(
            "1 + 1", "System.out.println(ProcessHandle.current().pid());\nThread.sleep(600_000);");
    Process run = jlanes.start(List.of("run", file.toString()), folder.resolve("out.txt"));
    try {
      long kernel = awaitPid(folder.resolve("out.txt"), run);

      run.destroy();

      assertTrue(run.waitFor(60, TimeUnit.SECONDS));
      Path executed = folder.resolve("n.executed.ipynb");
      assertEquals(1, outputs(executed, 0).size());
      assertEquals(1, outputs(executed, 1).size());
      ProcessHandle.of(kernel)
          .ifPresent(left -> left.onExit().orTimeout(30, TimeUnit.SECONDS).join());
    } finally {
      run.descendants().forEach(ProcessHandle::destroyForcibly);
      run.destroyForcibly();
    }
  }

  /// The number that stands alone in the last line of a file.
  private static long awaitPid(Path out, Process run) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
    while (System.nanoTime() < end) {
      String last = Files.readString(out).stripTrailing();
      last = last.substring(last.lastIndexOf('\n') + 1).strip();
      if (last.matches("[0-9]+")) {
        return Long.parseLong(last);
      }
      assertFalse(run.waitFor(100, TimeUnit.MILLISECONDS), "it ended: " + Files.readString(out));
    }
    throw new AssertionError("no pid in: " + Files.readString(out));
  }

  @Test
  void aCellThatReadsInputIsToldThatNobodyAnswers() throws Exception {
    var run = jlanes.run("run", notebook("String s = IO.readln(\"name? \");"));
    assertEquals(1, run.exitCode(), run.all());
    assertTrue(run.all().contains("input"), run.all());
  }

  @Test
  void aDamagedNotebookIsExplained() throws Exception {
    Path cut = Files.writeString(folder.resolve("cut.ipynb"), "{\"nbformat\": 4, \"cells\": [");
    var run = jlanes.run("run", cut);
    assertEquals(1, run.exitCode(), run.all());
    assertTrue(run.err().contains(cut + " is damaged: it ends in the middle"), run.err());
    assertTrue(run.err().contains("Restore it"), run.err());
  }

  @Test
  void aNotebookOfAnotherLanguageIsRefused() throws Exception {
    Path python =
        Files.writeString(
            folder.resolve("p.ipynb"),
            """
            {"nbformat": 4, "nbformat_minor": 5, "cells": [],
             "metadata": {"kernelspec": {"name": "python3", "language": "python"}}}\
            """);
    var run = jlanes.run("run", python);
    assertEquals(1, run.exitCode(), run.all());
    assertTrue(run.err().contains("is a notebook for python"), run.err());
  }

  @Test
  void aConnectionFileWithAMissingFieldNamesTheField() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("connection.json"),
            """
            {"transport": "tcp", "ip": "127.0.0.1", "key": "k", "signature_scheme": "hmac-sha256",
             "shell_port": 50001, "iopub_port": 50002, "stdin_port": 50003, "hb_port": 50004}\
            """);
    var run = jlanes.run("kernel", file);
    assertEquals(2, run.exitCode(), run.all());
    assertTrue(run.err().contains("control_port"), run.err());
    assertTrue(run.err().contains(file.toString()), run.err());
  }

  @Test
  void installedIntoAnEmptyHomeTheDoctorFindsAllWell() throws Exception {
    jlanes.program("jupyter-lab", "echo 4.6.4");
    jlanes.program("gcc", "echo gcc 12");

    assertEquals(0, jlanes.run("install").exitCode());
    var checked = jlanes.run("doctor");

    assertEquals(0, checked.exitCode(), checked.all());
    assertTrue(checked.out().contains("Everything works."), checked.out());
    assertTrue(checked.out().contains("ran `1 + 1`"), checked.out());

    assertEquals(0, jlanes.run("uninstall").exitCode());
    var again = jlanes.run("doctor");
    assertEquals(1, again.exitCode(), again.all());
    assertTrue(again.out().contains("✗ kernelspec"), again.out());
    assertTrue(again.out().contains("jlanes install"), again.out());
  }

  @Test
  void withoutJupyterLabSaysWhatToType() throws Exception {
    var run = jlanes.run("lab");
    assertEquals(1, run.exitCode(), run.all());
    assertTrue(run.err().contains("pipx install jupyterlab"), run.err());
  }

  @Test
  void theKernelWorksWithoutTheCloneItWasInstalledFrom() throws Exception {
    Path prefix = folder.resolve("prefix");
    assertEquals(0, jlanes.run("install", "--prefix", prefix, "--name", "copy").exitCode());

    Path spec = prefix.resolve("share/jupyter/kernels/copy");
    String json = Files.readString(spec.resolve("kernel.json"));
    assertFalse(json.contains(JlanesProcess.ROOT.resolve("install").toString()), json);
    try (LocalKernel kernel = LocalKernel.start(KernelSpec.read(spec), folder)) {
      assertTrue(kernel.execute("1 + 1", "", output -> {}).succeeded());
    }
  }

  @Test
  void theScriptTakesTheJdkThatJdk25HomeNames() throws Exception {
    Path wrong = Files.createDirectories(folder.resolve("jdk/bin"));
    Path java =
        Files.writeString(wrong.resolve("java"), "#!/bin/sh\necho 'version \"17.0.1\"' >&2\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));

    var run =
        jlanes.with(Map.of("JAVA_HOME", wrong.getParent().toString())).run(List.of("--version"));

    assertEquals(0, run.exitCode(), run.all());
    assertTrue(run.out().startsWith("JLanes "), run.out());
  }

  @Test
  void theScriptIsLegalForTheStandardShell() throws Exception {
    Process check =
        new ProcessBuilder("sh", "-n", JlanesProcess.SCRIPT.toString())
            .redirectErrorStream(true)
            .start();
    String text = new String(check.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, check.waitFor(), text);
  }
}
