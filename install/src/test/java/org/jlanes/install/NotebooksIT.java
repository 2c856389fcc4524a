package org.jlanes.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jlanes.install.notebook.Notebook;
import org.jlanes.install.notebook.NotebookCell;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Every notebook of the repository, run through the real kernel by the real command: the first by
/// `jlanes demo`, as a newcomer does, the others by `jlanes run`.
@Timeout(600)
final class NotebooksIT {
  private static final String TUTORIAL = "01-four-lanes.ipynb";

  @TempDir Path folder;

  private static List<Path> notebooks() throws IOException {
    try (Stream<Path> files = Files.walk(JlanesProcess.ROOT.resolve("notebooks"))) {
      List<Path> found =
          files
              .filter(file -> file.toString().endsWith(".ipynb"))
              .filter(file -> !file.toString().endsWith(".executed.ipynb"))
              .filter(file -> !file.toString().contains(".ipynb_checkpoints"))
              .sorted()
              .toList();
      assertFalse(found.isEmpty());
      return found;
    }
  }

  @TestFactory
  Stream<DynamicTest> everyNotebookRunsToItsEnd() throws IOException {
    return notebooks().stream()
        .map(file -> dynamicTest(file.getFileName().toString(), () -> run(file)));
  }

  /// Benchmarks speak to other kernels through Jupyter's own client.
  private static boolean jupyterIsThere() throws IOException, InterruptedException {
    Path python = Path.of("/usr/bin/python3");
    return Files.isExecutable(python)
        && new ProcessBuilder(python.toString(), "-c", "import jupyter_client, ipykernel")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor()
            == 0;
  }

  private void run(Path file) throws Exception {
    assumeTrue(
        !file.getParent().endsWith("benchmarks") || jupyterIsThere(),
        "there is no jupyter_client for /usr/bin/python3");
    Path executed = folder.resolve(file.getFileName());
    Path home = Files.createDirectories(folder.resolve("home"));
    // A benchmark shows here that it runs; figures need more rounds and a quiet machine.
    JlanesProcess jlanes =
        new JlanesProcess(home)
            .with(Map.of("PATH", System.getenv("PATH"), "JLANES_BENCH_ROUNDS", "1"));
    boolean tutorial = file.endsWith(TUTORIAL);

    var run =
        tutorial
            ? jlanes.run("demo", "--no-browser", "-o", executed)
            : jlanes.run("run", file, "-o", executed);

    assertEquals(0, run.exitCode(), run.all());
    Notebook notebook = Notebook.read(executed);
    for (NotebookCell cell : notebook.cells()) {
      assertTrue(!cell.isCode() || !cell.source().isBlank(), "an empty cell in " + file);
      assertFalse(cell.outputs().toString().contains("\"output_type\":\"error\""), run.all());
    }
    if (tutorial) {
      new TutorialAnswers(notebook).check();
      assertShown(run, home, executed);
    }
  }

  /// The demo has installed the kernel into an empty home and says where all is.
  private static void assertShown(JlanesProcess.Ended demo, Path home, Path executed)
      throws Exception {
    Path spec = home.resolve(".local/share/jupyter/kernels/jlanes");
    assertTrue(KernelSpec.read(spec).ours());
    assertTrue(demo.out().contains("Installed the kernel in " + spec), demo.out());
    assertTrue(demo.out().contains("The executed notebook: " + executed), demo.out());
    assertTrue(demo.out().contains("cells ran without failure"), demo.out());
    assertTrue(demo.out().contains("333328333350000"), demo.out());
  }

  @TestFactory
  Stream<DynamicTest> everyNotebookIsStoredWithoutOutputs() throws IOException {
    return notebooks().stream()
        .map(file ->
            dynamicTest(
                file.getFileName().toString(),
                () -> {
                  Notebook notebook = Notebook.read(file);
                  assertEquals("java", notebook.language());
                  for (NotebookCell cell : notebook.cells()) {
                    assertFalse(cell.id().isEmpty(), "a cell without an id in " + file);
                    assertTrue(
                        !cell.isCode() || cell.outputs().isEmpty(),
                        "outputs of " + cell.id() + " in " + file);
                  }
                }));
  }
}
