package org.jlanes.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What `jlanes doctor` says of machines where something is missing, broken or hangs.
@Timeout(60)
final class CheckupTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(300);

  @TempDir Path folder;
  private Path bin;
  private Distribution distribution;

  @BeforeEach
  void build() throws IOException {
    bin = Files.createDirectory(folder.resolve("bin"));
    Path built = Files.createDirectory(folder.resolve("build"));
    Files.writeString(built.resolve("jlanes-kernel.jar"), "kernel");
    distribution = new Distribution(built);
  }

  private Path program(String name, String script) throws IOException {
    Path file = Files.writeString(bin.resolve(name), "#!/bin/sh\n" + script + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Host host(String os) {
    return TestHost.with(os, Map.of("HOME", folder.toString(), "PATH", bin.toString())).host();
  }

  private Checkup checkup(Duration patience) {
    return new Checkup(host("Linux"), bin.resolve("java"), () -> distribution, patience);
  }

  private static void assertBad(Finding finding, String text, String fix) {
    assertFalse(finding.good(), finding.toString());
    assertTrue(finding.text().contains(text), finding.toString());
    assertTrue(finding.fix().contains(fix), finding.toString());
  }

  @Test
  void anOlderJavaAndAJreAreToldFromAJdk() {
    Runtime.Version good = Runtime.Version.parse("25.0.3");
    assertTrue(Checkup.jdk(good, "/jdk", true).good());
    assertBad(
        Checkup.jdk(Runtime.Version.parse("21.0.1"), "/old", true),
        "21.0.1 in /old is older than 25",
        "adoptium.net");
    assertBad(
        Checkup.jdk(good, "/jre", false), "/jre is a JRE: it has no compiler", "adoptium.net");
  }

  @Test
  void aMissingCompilerIsToldHowToInstallOnThisSystem() throws Exception {
    assertBad(checkup(LONG).compiler(), "%%native will not work", "sudo apt install gcc");
    Checkup mac = new Checkup(host("Mac OS X"), bin.resolve("java"), () -> distribution, LONG);
    assertBad(mac.compiler(), "none of gcc, clang and cc", "xcode-select --install");
  }

  @Test
  void aCompilerThatFailsIsQuoted() throws Exception {
    Path gcc = program("gcc", "echo 'cannot execute cc1' >&2; exit 4");
    assertBad(
        checkup(LONG).compiler(),
        gcc + " ends with status 4: cannot execute cc1",
        "Try: " + gcc + " --version");
  }

  @Test
  void aCompilerThatHangsIsGivenUp() throws Exception {
    Path gcc = program("gcc", "echo gcc 12; sleep 600");
    assertBad(checkup(SHORT).compiler(), gcc + " does not answer within 0.3 s", "--version");
  }

  @Test
  void aFrontEndThatIsMissingOrHangsIsTold() throws Exception {
    assertBad(checkup(LONG).jupyter(), "no JupyterLab", "pipx install jupyterlab");
    Path lab = program("jupyter-lab", "sleep 600");
    assertBad(checkup(SHORT).jupyter(), lab + " does not answer", lab + " --version");
  }

  @Test
  void whatAProgramHasStartedDoesNotHoldUpItsAnswer() throws Exception {
    Path pid = folder.resolve("pid");
    program("gcc", "sleep 600 & echo $! > '" + pid + "'; echo gcc 12");
    try {
      Finding finding = checkup(LONG).compiler();
      assertTrue(finding.good() && finding.text().startsWith("gcc 12 ("), finding.toString());
    } finally {
      ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
          .ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  @Test
  void eachFaultOfAKernelspecIsToldApart() throws Exception {
    Path java = program("java", "exit 0");
    Checkup checkup = checkup(LONG);
    assertBad(checkup.kernelSpec(), "is not installed", "jlanes install");
    Installation installation =
        Installation.at(new JupyterFolders(checkup.host()).userKernels(), "jlanes");

    installation.install(distribution, java);
    assertTrue(checkup.kernelSpec().good());

    Files.writeString(distribution.kernelJar(), "newer");
    assertBad(checkup.kernelSpec(), "is not of this build", "jlanes install");

    installation.install(distribution, folder.resolve("gone/java"));
    assertBad(checkup.kernelSpec(), "gone/java, which is gone", "jlanes install");

    Files.writeString(installation.folder().resolve("kernel.json"), "{");
    assertBad(checkup.kernelSpec(), "is damaged", "jlanes install");
  }

  @Test
  void aBuildThatIsIncompleteIsAFindingOfTheChecksThatNeedIt() throws Exception {
    Checkup.Build none =
        () -> {
          throw new CommandException("the build is not complete", "Build again");
        };
    Checkup checkup = new Checkup(host("Linux"), bin.resolve("java"), none, LONG);
    assertBad(checkup.roundTrip(), "the build is not complete", "Build again");
  }

  @Test
  void aKernelThatEndsOrHangsAtItsStartIsGivenUp() throws Exception {
    Path java = program("java", "echo 'no room' >&2; exit 3");
    KernelSpec spec = KernelSpec.of(java, distribution, "");
    assertBad(new RoundTrip(spec, folder, LONG, LONG).take(), "no room", "127.0.0.1");

    program("java", "sleep 600");
    assertBad(
        new RoundTrip(spec, folder, SHORT, LONG).take(), "did not answer within 0.3 s", "firewall");
  }

  @Test
  void durationsAreWrittenForPeople() {
    assertEquals("20 s", Probe.seconds(Duration.ofSeconds(20)));
    assertEquals("0.3 s", Probe.seconds(SHORT));
  }
}
