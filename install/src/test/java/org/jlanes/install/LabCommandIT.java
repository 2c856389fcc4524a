package org.jlanes.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `jlanes lab` as a process, with a JupyterLab that only says what it was asked and then asks, as
/// the real one does after Ctrl-C.
@Timeout(200)
final class LabCommandIT {
  @TempDir Path folder;
  private Path home;
  private JlanesProcess jlanes;

  @BeforeEach
  void goHome() throws IOException {
    home = Files.createDirectory(folder.resolve("home"));
    jlanes = new JlanesProcess(home);
    jlanes.program("jupyter-lab", "echo \"serves $*\"; read answer; echo \"said $answer\"; exit 7");
  }

  @Test
  void opensJupyterLabOnTheTutorialsWithTheKernelInstalledAndEndsAsItEnds() throws Exception {
    var run = jlanes.run("lab");

    assertEquals(7, run.exitCode(), run.all());
    assertTrue(run.out().contains("serves " + JlanesProcess.ROOT.resolve("notebooks")), run.all());
    Path spec = home.resolve(".local/share/jupyter/kernels/jlanes");
    assertTrue(KernelSpec.read(spec).ours());
    assertTrue(run.out().contains("Installed the kernel in " + spec), run.all());
  }

  @Test
  void ctrlCIsAnsweredByTheFrontEndAlone() throws Exception {
    Path out = folder.resolve("out.txt");
    Process lab = jlanes.start(List.of("lab"), out);
    try {
      await(lab, out, "serves ");

      // The terminal would send it to both; the front end asks and goes on.
      assertEquals(0, new ProcessBuilder("kill", "-INT", "" + lab.pid()).start().waitFor());
      lab.getOutputStream().write("y\n".getBytes(StandardCharsets.UTF_8));
      lab.getOutputStream().close();

      assertTrue(lab.waitFor(60, TimeUnit.SECONDS));
      assertEquals(7, lab.exitValue(), Files.readString(out));
      assertTrue(Files.readString(out).contains("said y"), Files.readString(out));
    } finally {
      end(lab);
    }
  }

  @Test
  void whenItIsEndedItEndsTheFrontEnd() throws Exception {
    // It would also end at the end of its input.
    jlanes.program("jupyter-lab", "echo serves it; exec /bin/sleep 600");
    Path out = folder.resolve("out.txt");
    List<ProcessHandle> front = new ArrayList<>();
    Process lab = jlanes.start(List.of("lab"), out);
    try {
      await(lab, out, "serves ");
      lab.children().forEach(front::add);
      assertEquals(1, front.size());

      lab.destroy();

      assertTrue(lab.waitFor(60, TimeUnit.SECONDS));
      front.getFirst().onExit().get(60, TimeUnit.SECONDS);
    } finally {
      front.forEach(ProcessHandle::destroyForcibly);
      end(lab);
    }
  }

  private static void await(Process process, Path out, String text) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
    while (!Files.readString(out).contains(text)) {
      assertTrue(System.nanoTime() < end, Files.readString(out));
      assertFalse(process.waitFor(50, TimeUnit.MILLISECONDS), "ended: " + Files.readString(out));
    }
  }

  private static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
