package org.jlanes.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The script `install/jlanes` on a machine that has no JDK 25 or no Maven: what it says.
@Timeout(100)
final class NoJdkIT {
  @TempDir Path folder;
  private Path home;
  private JlanesProcess jlanes;

  /// The folders of the system are left out of the search: this machine's have a JDK.
  @BeforeEach
  void cloneAndGoHome() throws IOException {
    Path install = Files.createDirectories(folder.resolve("clone/install"));
    Files.copy(JlanesProcess.SCRIPT, install.resolve("jlanes"));
    List<String> search = Files.readAllLines(JlanesProcess.SCRIPT.resolveSibling("jdk25.sh"));
    List<String> without = search.stream().filter(line -> !line.startsWith("    /")).toList();
    assertTrue(search.size() - without.size() >= 6, "the folders of the system in " + search);
    Files.write(install.resolve("jdk25.sh"), without);
    home = Files.createDirectory(folder.resolve("home"));
    jlanes = new JlanesProcess(home).of(install.resolve("jlanes")).with(Map.of("JDK25_HOME", ""));
  }

  /// A home of a Java that only tells its version.
  private static Path java(Path home, String version, boolean compiler) throws IOException {
    Path bin = Files.createDirectories(home.resolve("bin"));
    program(
        bin.resolve("java"),
        "echo 'openjdk version \"" + version + "\"' >&2\necho '    java.home = " + home + "' >&2");
    if (compiler) {
      program(bin.resolve("javac"), "exit 0");
    }
    return home;
  }

  private static void program(Path file, String script) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static void assertAdvises(JlanesProcess.Ended run) {
    assertEquals(1, run.exitCode(), run.all());
    assertTrue(run.err().startsWith("jlanes: JDK 25 was not found."), run.all());
    for (String advice :
        new String[] {"adoptium.net", "JDK25_HOME=/path/to/jdk-25 install/jlanes"}) {
      assertTrue(run.err().contains(advice), run.all());
    }
    boolean mac = System.getProperty("os.name").startsWith("Mac");
    assertTrue(
        run.err().contains(mac ? "brew install openjdk@25" : "sudo apt install openjdk-25-jdk"),
        run.all());
  }

  @Test
  void withoutAnyJavaItSaysHowToGetAJdk() throws Exception {
    var run = jlanes.run("demo");
    assertAdvises(run);
    assertFalse(run.err().contains("JRE"), run.all());
  }

  @Test
  void olderJavasAreNoJdk25() throws Exception {
    Path old = java(folder.resolve("jdk-17"), "17.0.9", true);
    jlanes.program(
        "java", "exec '" + java(folder.resolve("jdk-8"), "1.8.0_25", true) + "/bin/java'");
    java(home.resolve(".jdks/openjdk-24"), "24.0.25", true);
    assertAdvises(jlanes.with(Map.of("JAVA_HOME", old.toString())).run("doctor"));
  }

  @Test
  void aJreIsNamedAndIsNotEnough() throws Exception {
    Path jre = java(home.resolve(".jdks/jre-25"), "25.0.1", false);
    var run = jlanes.run("demo");
    assertAdvises(run);
    assertTrue(
        run.err().contains("(" + jre + " is Java 25, but a JRE: it has no compiler.)"), run.all());
  }

  @Test
  void withAJdkButWithoutMavenTheFirstBuildSaysHowToGetMaven() throws Exception {
    java(home.resolve(".sdkman/candidates/java/25-tem"), "25", true);
    var run = jlanes.run("demo");
    assertEquals(1, run.exitCode(), run.all());
    assertTrue(
        run.err().contains("not built yet, and Maven (mvn), which builds it, is not on the PATH"),
        run.all());
    boolean mac = System.getProperty("os.name").startsWith("Mac");
    assertTrue(
        run.err().contains(mac ? "brew install maven" : "sudo apt install maven"), run.all());
    assertTrue(run.err().contains("then give the same command again"), run.all());
  }
}
