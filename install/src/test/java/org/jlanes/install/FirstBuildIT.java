package org.jlanes.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The script `install/jlanes` in a clone where nothing is built, with a Maven that only says what
/// it is.
@Timeout(100)
final class FirstBuildIT {
  @TempDir Path folder;
  private JlanesProcess jlanes;

  @BeforeEach
  void cloneAndGoHome() throws Exception {
    Path install = Files.createDirectories(folder.resolve("clone/install"));
    for (String file : new String[] {"jlanes", "jdk25.sh"}) {
      Files.copy(JlanesProcess.SCRIPT.resolveSibling(file), install.resolve(file));
    }
    jlanes =
        new JlanesProcess(Files.createDirectory(folder.resolve("home")))
            .of(install.resolve("jlanes"));
  }

  private JlanesProcess.Ended runWith(String maven) throws Exception {
    jlanes.program(
        "mvn",
        "case $1 in -v) echo 'Apache Maven %s (0123)';; *) echo goals were asked for; exit 1;; esac"
            .formatted(maven));
    return jlanes.run("--version");
  }

  @Test
  void aMavenThatIsTooOldIsNamedAndNotStarted() throws Exception {
    for (String old : new String[] {"3.6.3", "3.8.0", "2.2.1"}) {
      var run = runWith(old);
      assertEquals(1, run.exitCode(), run.all());
      assertTrue(run.err().contains("Maven " + old + " is too old"), run.all());
      assertFalse(run.all().contains("goals were asked for"), run.all());
    }
  }

  @Test
  void aNewerMavenBuilds() throws Exception {
    for (String good : new String[] {"3.8.1", "3.9.11", "4.0.0-rc-4"}) {
      var run = runWith(good);
      assertEquals(1, run.exitCode(), run.all());
      assertTrue(run.all().contains("goals were asked for"), run.all());
      assertTrue(run.err().contains("The build failed"), run.all());
    }
  }
}
