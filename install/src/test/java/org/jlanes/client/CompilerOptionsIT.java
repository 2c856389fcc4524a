package org.jlanes.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `%javac`, and what a kernel says that lacks an option of the JVM.
final class CompilerOptionsIT {
  private static final String RAW = "List raw = new ArrayList();";

  @SharedKernel private static KernelSession kernel;

  @AfterEach
  void reset() throws Exception {
    var unused = kernel.ok("%javac reset");
  }

  @Test
  void lintShowsTheWarningsOfTheNextCellsWithTheirLines() throws Exception {
    assertEquals("", kernel.ok(RAW).stderr());
    kernel.ok("%javac -Xlint:rawtypes");
    String warned = kernel.ok("int before = 1;\n" + RAW).stderr();
    assertTrue(warned.contains("rawtypes") || warned.contains("raw type"), warned);
    assertTrue(warned.contains("line 2:\n    " + RAW), warned);
    assertEquals("", kernel.ok("List<String> clean = new ArrayList<>();").stderr());
    kernel.ok("%javac reset");
    assertEquals("", kernel.ok(RAW).stderr());
  }

  @Test
  void exportsHoldAtOnceAlsoInNewWorkers() throws Exception {
    String use = "jdk.internal.math.DoubleConsts.EXP_BIAS";
    assertEquals("error", kernel.run(use).status());
    String said =
        kernel.ok("%javac --add-exports java.base/jdk.internal.math=ALL-UNNAMED").stdout();
    assertTrue(said.contains("--add-exports=java.base/jdk.internal.math=ALL-UNNAMED"), said);
    String call = "(Object) jdk.internal.math.DoubleToDecimal.toString(1.5)";
    assertEquals("1.5", kernel.ok(call).result());
    assertEquals("[1.5]", kernel.ok("%%processes --workers 1 --quiet n : 1\n" + call).result());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--enable-preview | %jvm --enable-preview",
        "--add-modules jdk.incubator.vector | %jvm --add-modules=jdk.incubator.vector"
      })
  void whatTheRunningJvmLacksIsRefusedWithTheWayToGetIt(String option, String way)
      throws Exception {
    Cell cell = kernel.run("%javac " + option);
    assertEquals("error", cell.status());
    assertTrue(cell.traceback().contains(way), cell.traceback());
    assertTrue(cell.traceback().contains("restart the kernel"), cell.traceback());
    assertEquals("2", kernel.ok("1 + 1").result());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-Xnonsense", "-d /tmp", "--release=21", "-Xlint:nonsense-", "word"})
  void whatTheCompilerDoesNotTakeIsRefusedAndNothingIsChanged(String option) throws Exception {
    Cell cell = kernel.run("%javac " + option);
    assertEquals("error", cell.status(), option);
    assertEquals("2", kernel.ok("1 + 1").result());
    assertTrue(kernel.ok("%javac").stdout().contains("without options"), option);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Object o = 1; switch (3) { case byte b -> 1; case int i -> 2; }",
        "boolean is(Object o) { return o instanceof int i; }",
        "StableValue<String> s = StableValue.of();",
        "%%threads --quiet n : 2\nStableValue.of().isSet()"
      })
  void aPreviewFeatureThatIsOffSaysHowItIsSwitchedOn(String code) throws Exception {
    Cell cell = kernel.run(code);
    assertEquals("error", cell.status());
    assertTrue(cell.traceback().contains("%jvm --enable-preview"), cell.traceback());
    assertTrue(cell.traceback().contains("jlanes install --enable-preview"), cell.traceback());
  }

  @Test
  void optionsOfTheKernelspecHoldFromTheFirstCellOn() throws Exception {
    try (KernelSession own =
        KernelSession.start(
            KernelSession.command(
                List.of("--add-modules=jdk.incubator.vector", "-Dmine=a b"),
                List.of("--javac-option", "-Xlint:rawtypes")),
            Path.of("."))) {
      assertFalse(own.ok(RAW).stderr().isEmpty());
      assertTrue(own.ok("%javac").stdout().contains("-Xlint:rawtypes"));
      String vector = "jdk.incubator.vector.IntVector.SPECIES_128.length()";
      assertEquals("4", own.ok(vector).result());
      assertEquals(
          "[4a b]",
          own.ok(
                  "%%processes --workers 1 --quiet n : 1\n"
                      + vector
                      + " + System.getProperty(\"mine\")")
              .result());
      assertTrue(own.ok("%jvm").stdout().contains("--add-modules=jdk.incubator.vector"));
    }
  }
}
