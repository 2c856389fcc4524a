package org.jlanes.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `jlanes install` makes the kernel and its workers start faster, and a cache that is missing,
/// damaged or of another JVM hurts nobody.
final class StartCacheIT {
  @TempDir private static Path folder;
  private static Path spec;
  private static String said;

  @BeforeAll
  static void install() throws Exception {
    JlanesProcess jlanes =
        new JlanesProcess(folder.resolve("home")).with(Map.of(StartCache.SWITCH, ""));
    var run = jlanes.run("install", "--prefix", folder.resolve("prefix"));
    assertEquals(0, run.exitCode(), run.all());
    said = run.out();
    spec = folder.resolve("prefix/share/jupyter/kernels/jlanes");
  }

  @Test
  void theInstalledKernelRunsAndTakesItsClassesFromTheCache() throws Exception {
    assertTrue(said.contains("start cache"), said);
    KernelSpec installed = KernelSpec.read(spec);
    Path log = folder.resolve("classes.log");
    List<String> logged = new ArrayList<>(installed.argv());
    logged.add(logged.indexOf("-jar"), "-Xlog:class+load:file=" + log);
    try (LocalKernel kernel =
        LocalKernel.start(new KernelSpec(logged, installed.content()), folder)) {
      assertTrue(kernel.execute("1 + 1", "", output -> {}).succeeded());
      assertTrue(kernel.execute("%%threads n : 2\nn", "", output -> {}).succeeded());
    }
    List<String> classes = Files.readAllLines(log);
    for (String name : List.of("org.jlanes.session.Session", "jdk.jshell.JShell", "zmq.Ctx")) {
      assertTrue(
          classes.stream()
              .anyMatch(line -> line.contains(name + " ") && line.contains("shared objects file")),
          name);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"missing", "empty", "cut off", "of another JVM"})
  void aCacheThatCannotBeUsedStopsNothingAndSaysNothing(String what) throws Exception {
    Path cache = folder.resolve(what + ".aot");
    byte[] good = Files.readAllBytes(spec.resolve("kernel.aot"));
    switch (what) {
      case "missing" -> {}
      case "empty" -> Files.createFile(cache);
      case "cut off" -> Files.write(cache, Arrays.copyOf(good, good.length / 2));
      default -> Files.write(cache, ofAnotherJvm(good));
    }
    List<String> command =
        KernelSpec.read(spec).argv().stream()
            .map(word -> word.startsWith("-XX:AOTCache=") ? "-XX:AOTCache=" + cache : word)
            .filter(word -> !word.equals("{connection_file}"))
            .toList();
    Path out = folder.resolve(what + ".out");
    Path err = folder.resolve(what + ".err");
    Process kernel =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try {
      assertTrue(kernel.waitFor(60, TimeUnit.SECONDS));
      // It has run: it misses its connection file.
      assertEquals(2, kernel.exitValue(), Files.readString(err));
      assertTrue(Files.readString(err).contains("expected one argument"), Files.readString(err));
      assertEquals("", Files.readString(out));
      assertFalse(Files.readString(err).contains("[aot"), Files.readString(err));
    } finally {
      kernel.destroyForcibly();
    }
  }

  /// One kernel for all: each case has a pool, and so workers, of its own.
  @Test
  void workersTakeTheirClassesFromTheirCacheIfItFitsAndSayNothingOfOneThatDoesNot()
      throws Exception {
    Path cache = spec.resolve("worker.aot");
    byte[] good = Files.readAllBytes(cache);
    try (LocalKernel kernel = LocalKernel.start(KernelSpec.read(spec), folder)) {
      assertTrue(workerUsesTheCache(kernel, "fits", ""));
      assertFalse(workerUsesTheCache(kernel, "none", "-Xshare:off"));
      // Whether they can use it depends on the JDK.
      boolean _ = workerUsesTheCache(kernel, "collector", "-XX:+UseZGC");
      boolean _ = workerUsesTheCache(kernel, "modules", "--add-modules=java.sql");
      Files.write(cache, Arrays.copyOf(good, good.length / 2));
      assertFalse(workerUsesTheCache(kernel, "cut-off", ""));
      Files.write(cache, new byte[0]);
      assertFalse(workerUsesTheCache(kernel, "empty", ""));
      Files.write(cache, ofAnotherJvm(good));
      assertFalse(workerUsesTheCache(kernel, "foreign", ""));
      Files.delete(cache);
      assertFalse(workerUsesTheCache(kernel, "missing", ""));
    } finally {
      Files.write(cache, good);
    }
  }

  private static boolean workerUsesTheCache(LocalKernel kernel, String pool, String jvm)
      throws Exception {
    Path log = folder.resolve(pool + ".log");
    List<String> shown = new ArrayList<>();
    var reply =
        kernel.execute(
            "%%processes --quiet --workers 1 --pool "
                + pool
                + " --jvm '-Xlog:class+load:file="
                + log
                + " "
                + jvm
                + "' n : 1 -> one\nSystem.out.println(\"here\");\nn",
            "",
            output -> shown.add(output.toString()));
    assertTrue(reply.succeeded(), pool + ": " + reply.text());
    assertTrue(
        kernel.execute("Lanes.pools().stop(\"" + pool + "\", true)", "", o -> {}).succeeded());
    assertEquals(1, shown.size(), shown.toString());
    assertTrue(shown.getFirst().contains("here"), shown.getFirst());
    return Files.readAllLines(log).stream()
        .anyMatch(line ->
            line.contains("org.jlanes.worker.WorkerMain ") && line.contains("shared objects file"));
  }

  /// Its header tells the version of the JVM in words.
  private static byte[] ofAnotherJvm(byte[] cache) {
    byte[] other = cache.clone();
    int version = new String(other, 0, 4096, StandardCharsets.ISO_8859_1).indexOf("25.");
    assertTrue(version > 0, "no version in the header");
    other[version] = '9';
    return other;
  }

  @Test
  void ofTheRecordingNothingIsLeft() throws IOException {
    try (Stream<Path> files = Files.list(spec)) {
      List<String> names =
          files
              .map(file -> file.getFileName().toString())
              .filter(n -> n.contains("aot"))
              .sorted()
              .toList();
      assertEquals(List.of("kernel.aot", "worker.aot"), names);
    }
  }
}
