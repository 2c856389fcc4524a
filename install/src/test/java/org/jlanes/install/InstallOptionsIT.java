package org.jlanes.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jlanes.client.KernelCommand;
import org.jlanes.client.KernelSession;
import org.jlanes.runtime.system.OptionsFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The options of the JVM and of the compiler that a kernelspec is installed with.
final class InstallOptionsIT {
  @TempDir private Path folder;

  private Path spec() {
    return folder.resolve("share/jupyter/kernels/jlanes");
  }

  private JlanesProcess.Ended install(JlanesProcess jlanes, String... options) throws Exception {
    List<String> words = new ArrayList<>(List.of("install", "--prefix", folder.toString()));
    words.addAll(List.of(options));
    return jlanes.run(words);
  }

  @Test
  void theyReachTheKernelAndStayWhenItIsInstalledAgain() throws Exception {
    JlanesProcess jlanes = new JlanesProcess(folder);
    var run =
        install(
            jlanes,
            "--jvm-option=-Xmx300m",
            "--jvm-option=-Dcolour=dark red",
            "--javac-option=--enable-preview",
            "--javac-option=-Xlint:rawtypes");
    assertEquals(0, run.exitCode(), run.all());
    assertTrue(run.out().contains("-Xmx300m"), run.out());
    assertEquals(0, install(jlanes).exitCode());
    try (KernelSession kernel = KernelSession.start(KernelCommand.ofSpec(spec()), folder)) {
      assertEquals("dark red", kernel.ok("System.getProperty(\"colour\")").result());
      assertEquals("true", kernel.ok("Object o = 7; o instanceof int i").result());
      assertFalse(kernel.ok("List raw = new ArrayList();").stderr().isEmpty());
    }
    assertEquals(0, install(jlanes, "--forget-options").exitCode());
    assertFalse(Files.readString(spec().resolve("kernel.json")).contains("-Xmx300m"));
  }

  @Test
  void wrongOnesAreRefusedBeforeAnythingIsWritten() throws Exception {
    JlanesProcess jlanes = new JlanesProcess(folder);
    for (String option :
        List.of("--jvm-option=-Xmx9z", "--javac-option=-Xnonsense", "--startup=missing.jsh")) {
      var run = install(jlanes, option);
      assertEquals(1, run.exitCode(), run.all());
      String value = option.substring(option.indexOf('=') + 1);
      assertTrue(run.err().contains(value), run.all());
      assertFalse(Files.exists(spec()), option);
    }
  }

  @Test
  void theStartCacheFitsTheOptionsAndOthersMakeTheJvmSayNothing() throws Exception {
    JlanesProcess jlanes = new JlanesProcess(folder).with(Map.of(StartCache.SWITCH, ""));
    var run = install(jlanes, "--enable-preview");
    assertEquals(0, run.exitCode(), run.all());
    assertTrue(Files.exists(spec().resolve("kernel.aot")), run.all());
    assertTrue(usesTheCache(), "with the options that it was made with");
    for (String other : List.of("-XX:+UseZGC", "--add-modules=jdk.incubator.vector", "-Xmx300m")) {
      new OptionsFile(spec().resolve(OptionsFile.NAME)).write(List.of(other));
      var unused = usesTheCache();
    }
  }

  /// Starts the kernel without its connection file, so that it ends at once.
  private boolean usesTheCache() throws Exception {
    Path log = folder.resolve("classes.log");
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    List<String> command = new ArrayList<>(KernelSpec.read(spec()).argv());
    command.add(command.indexOf("-jar"), "-Xlog:class+load:file=" + log);
    command.remove("{connection_file}");
    Process kernel =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try {
      assertTrue(kernel.waitFor(60, TimeUnit.SECONDS));
      assertEquals(2, kernel.exitValue(), Files.readString(err));
      assertEquals("", Files.readString(out));
      assertFalse(Files.readString(err).contains("[aot"), Files.readString(err));
      return Files.readAllLines(log).stream()
          .anyMatch(line ->
              line.contains("org.jlanes.kernel.KernelMain ")
                  && line.contains("shared objects file"));
    } finally {
      kernel.destroyForcibly();
    }
  }
}
