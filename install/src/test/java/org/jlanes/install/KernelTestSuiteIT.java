package org.jlanes.install;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The Jupyter project's own tests for kernels, with Jupyter's own client, on the installed kernel.
///
/// @see <a href="https://github.com/jupyter/jupyter_kernel_test">jupyter_kernel_test</a>
@Timeout(300)
final class KernelTestSuiteIT {
  /// Debian's: another Python on the PATH does not see Debian's packages.
  private static final String PYTHON = "/usr/bin/python3";

  @TempDir Path folder;

  @Test
  void allTwelveTestsPassAndNoneIsSkipped() throws Exception {
    assumeTrue(
        Files.isExecutable(Path.of(PYTHON)) && run("-c", "import jupyter_kernel_test") == 0,
        "the package python3-jupyter-kernel-test is not installed");
    Path home = Files.createDirectory(folder.resolve("home"));
    JlanesProcess.Ended installed =
        new JlanesProcess(home).run("install", "--prefix", folder.resolve("prefix"));
    assertEquals(0, installed.exitCode(), installed.all());
    Path tests = JlanesProcess.ROOT.resolve("install/src/test/python/jlanes_kernel_test.py");
    int status = run(tests.toString(), "--verbose");
    String said = said();
    assertEquals(0, status, said);
    assertTrue(said.contains("Ran 12 tests"), said);
    assertFalse(said.contains("skipped"), said);
  }

  private int run(String... arguments) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(arguments);
    builder.command().addFirst(PYTHON);
    builder
        .environment()
        .putAll(
            Map.of(
                "JUPYTER_PATH", folder.resolve("prefix/share/jupyter").toString(),
                "JLANES_HISTORY", folder.resolve("history").toString(),
                "XDG_STATE_HOME", folder.resolve("state").toString(),
                "PYTHONDONTWRITEBYTECODE", "1"));
    Process process =
        builder.redirectErrorStream(true).redirectOutput(folder.resolve("said").toFile()).start();
    try {
      assertTrue(process.waitFor(200, TimeUnit.SECONDS), this::said);
      return process.exitValue();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private String said() {
    try {
      return Files.readString(folder.resolve("said"), UTF_8);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
