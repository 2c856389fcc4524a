package org.jlanes.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jlanes.client.Cell;
import org.jlanes.client.KernelCommand;
import org.jlanes.client.KernelSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `%jvm` in a kernel that was started from a kernelspec, over its restarts.
final class JvmMagicIT {
  @TempDir private static Path folder;
  private static Path spec;
  private static KernelSession kernel;

  @BeforeAll
  static void install() throws Exception {
    var run = new JlanesProcess(folder).run("install", "--prefix", folder.resolve("a prefix"));
    assertEquals(0, run.exitCode(), run.all());
    spec = folder.resolve("a prefix/share/jupyter/kernels/jlanes");
    kernel = start();
  }

  private static KernelSession start() throws Exception {
    return KernelSession.start(KernelCommand.ofSpec(spec), folder);
  }

  @AfterAll
  static void end() {
    if (kernel != null) {
      kernel.close();
    }
  }

  @AfterEach
  void forget() throws Exception {
    var unused = kernel.ok("%jvm reset");
  }

  private static String recorded() throws Exception {
    return Files.readString(spec.resolve("jvm.options"));
  }

  @Test
  void whatTakesAnotherStartIsRecordedAndTakenThen() throws Exception {
    Cell cell = kernel.ok("%jvm -Xmx300m --add-modules jdk.incubator.vector \"-Dp q=r\"");
    assertTrue(cell.stdout().contains("Restart the kernel"), cell.stdout());
    assertTrue(cell.stdout().contains("p q=r   (now"), cell.stdout());
    assertTrue(kernel.ok("%jvm").stdout().contains("Next start    -Xmx300m"), "%jvm");
    String larger = kernel.ok("%jvm -Xmx400m").stdout();
    assertFalse(larger.contains("-Xmx300m"), larger);
    try (KernelSession next = start()) {
      assertEquals("400", next.ok("(Runtime.getRuntime().maxMemory() + (1 << 19)) >> 20").result());
      assertEquals("4", next.ok("jdk.incubator.vector.IntVector.SPECIES_128.length()").result());
      assertTrue(next.ok("%jvm reset").stdout().contains("-Xmx400m"));
    }
    assertFalse(recorded().contains("Xmx"), recorded());
  }

  @Test
  void previewFeaturesAreSwitchedOnByTheAdviceOfTheirError() throws Exception {
    String code = "Object o = 7; o instanceof int i";
    assertEquals("error", kernel.run(code).status());
    kernel.ok("%jvm --enable-preview");
    try (KernelSession next = start()) {
      assertEquals("true", next.ok(code).result());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-Xmx9z",
        "-XX:+Nonsense",
        "-Xmx4m",
        "-version",
        "--add-modules no.such.module",
        "-cp",
        "--dry-run"
      })
  void whatWouldKeepTheKernelFromStartingIsRefusedWithTheJvmsWords(String option) throws Exception {
    String before = recorded();
    Cell cell = kernel.run("%jvm " + option);
    assertEquals("error", cell.status(), cell.stdout());
    assertTrue(cell.traceback().contains("would not start"), cell.traceback());
    assertTrue(cell.traceback().contains("^^"), cell.traceback());
    assertEquals(before, recorded());
  }

  @Test
  void theJvmsOwnWordsAreShown() throws Exception {
    String said = kernel.run("%jvm -Xmx9z").traceback();
    assertTrue(said.contains("Invalid maximum heap size: -Xmx9z"), said);
    assertFalse(said.contains("Could not create"), said);
  }

  @Test
  void whatARunningJvmCanChangeIsChangedAtOnceAndNotRecorded() throws Exception {
    String before = recorded();
    String said = kernel.ok("%jvm -XX:+HeapDumpOnOutOfMemoryError -Dcolour=red").stdout();
    assertTrue(said.contains("HeapDumpOnOutOfMemoryError was false, is true"), said);
    assertEquals("red", kernel.ok("System.getProperty(\"colour\")").result());
    assertEquals(
        "[red]",
        kernel
            .ok("%%processes --workers 1 --quiet n : 1\nSystem.getProperty(\"colour\")")
            .result());
    kernel.ok("%jvm -Dcolour=blue");
    assertEquals(
        "[blue]",
        kernel
            .ok("%%processes --workers 1 --quiet n : 1\nSystem.getProperty(\"colour\")")
            .result());
    assertEquals(before, recorded());
  }

  @Test
  void whatIsRecordedStaysWhenTheKernelIsInstalledAgain() throws Exception {
    kernel.ok("%jvm -Xmx350m");
    JlanesProcess jlanes = new JlanesProcess(folder);
    var again = jlanes.run("install", "--prefix", folder.resolve("a prefix"));
    assertEquals(0, again.exitCode(), again.all());
    assertTrue(recorded().contains("-Xmx350m"), recorded());
    var forgetting =
        jlanes.run("install", "--prefix", folder.resolve("a prefix"), "--forget-options");
    assertEquals(0, forgetting.exitCode(), forgetting.all());
    assertFalse(recorded().contains("-Xmx350m"), recorded());
  }

  @Test
  void aKernelWithoutAKernelspecSaysWhereOptionsGo() throws Exception {
    try (KernelSession other = KernelSession.start()) {
      Cell cell = other.run("%jvm -Xmx300m");
      assertEquals("error", cell.status());
      assertTrue(cell.traceback().contains("jlanes run --jvm-option"), cell.traceback());
    }
  }

  @Test
  void theReportHasVersionHeapAndOptions() throws Exception {
    String said = kernel.ok("%jvm").stdout();
    for (String each : List.of("JVM", "Heap", "Collectors", "Preview", "Started with")) {
      assertTrue(said.contains(each), said);
    }
    assertTrue(said.contains(System.getProperty("java.vm.version")), said);
  }
}
