package org.jlanes.install;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What `mvn` says where it finds no JDK 25. Skipped without a `mvn` on the PATH.
@Timeout(120)
final class MavenAdviceIT {
  @TempDir Path folder;

  @Test
  void withoutTheJdkTheBuildSaysWhichOneAndWhereToGetIt() throws Exception {
    assumeTrue(Host.current().find("mvn").isPresent(), "no mvn on the PATH");
    Path out = folder.resolve("out.txt");
    Process maven =
        new ProcessBuilder(
                List.of(
                    "mvn",
                    "-B",
                    "-o",
                    "-N",
                    "-Dmaven.repo.local=" + System.getProperty("jlanes.maven.repository"),
                    // No JDK of this machine is one.
                    "-Djdk.range=[98,99)",
                    "validate"))
            .directory(JlanesProcess.ROOT.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    try {
      maven.getOutputStream().close();
      assertTrue(maven.waitFor(100, TimeUnit.SECONDS), Files.readString(out));
    } finally {
      maven.descendants().forEach(ProcessHandle::destroyForcibly);
      maven.destroyForcibly();
    }

    String said = Files.readString(out);
    assertTrue(maven.exitValue() != 0, said);
    assertTrue(said.contains("needs JDK 25; if none is found, install Temurin 25"), said);
    assertTrue(said.contains("set JAVA_HOME or JAVA25_HOME"), said);
    assertTrue(said.contains("Cannot find matching toolchain"), said);
  }
}
