package org.jlanes.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MainTest {
  @TempDir Path home;

  @Test
  void withoutACommandTheHelpListsAllCommands() {
    TestHost host = TestHost.linux(home);
    assertEquals(0, host.run());
    for (String command :
        new String[] {"demo", "install", "uninstall", "run", "lab", "doctor", "kernel"}) {
      assertTrue(host.out().contains("  " + command), host.out());
    }
  }

  @Test
  void aMistypedOptionIsAnErrorOfUsage() {
    TestHost host = TestHost.linux(home);
    assertEquals(2, host.run("install", "--nmae", "x"));
    assertTrue(host.err().contains("--nmae"), host.err());
    assertTrue(host.err().contains("--name"), host.err());
  }

  @Test
  void userAndPrefixExcludeEachOther() {
    TestHost host = TestHost.linux(home);
    assertEquals(2, host.run("install", "--user", "--prefix", "/p"));
    assertTrue(host.err().contains("mutually exclusive"), host.err());
  }

  @Test
  void runNeedsANotebook() {
    TestHost host = TestHost.linux(home);
    assertEquals(2, host.run("run"));
    assertTrue(host.err().contains("NOTEBOOK"), host.err());
  }

  @Test
  void anIllegalKernelNameIsExplained() {
    TestHost host = TestHost.linux(home);
    assertEquals(1, host.run("uninstall", "--name", "a b"));
    assertTrue(host.err().contains("`a b` cannot be the name of a kernel"), host.err());
  }

  @Test
  void uninstallingNothingNamesTheFolderOfTheUser() {
    TestHost host = TestHost.linux(home);
    assertEquals(1, host.run("uninstall"));
    assertTrue(
        host.err().contains(home.resolve(".local/share/jupyter/kernels/jlanes").toString()),
        host.err());
  }

  @Test
  void uninstallingUnderAPrefixLooksThere() {
    TestHost host = TestHost.linux(home);
    assertEquals(1, host.run("uninstall", "--prefix", "/p"));
    assertTrue(host.err().contains("/p/share/jupyter/kernels/jlanes"), host.err());
  }

  @Test
  void aConnectionFileThatIsNotThereIsNamed() {
    TestHost host = TestHost.linux(home);
    assertEquals(1, host.run("kernel", "nowhere.json"));
    assertTrue(host.err().contains("/work/nowhere.json"), host.err());
  }

  @Test
  void theExecutedCopyStandsBesideTheNotebook() {
    assertEquals(Path.of("/a/b.executed.ipynb"), NotebookJob.beside(Path.of("/a/b.ipynb")));
    assertEquals(Path.of("/a/b.executed.ipynb"), NotebookJob.beside(Path.of("/a/b")));
  }

  @Test
  void aTildeIsTheHome() {
    Host host = TestHost.linux(home).host();
    assertEquals(home.resolve("x"), host.resolve("~/x"));
    assertEquals(Path.of("/work/x"), host.resolve("./x"));
    assertTrue(Files.isDirectory(host.resolve("~")));
  }
}
