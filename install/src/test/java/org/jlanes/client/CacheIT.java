package org.jlanes.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jlanes.wire.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Results of worker processes that outlive their kernel: `--resume` and `--cache`.
final class CacheIT {
  @TempDir private Path folder;

  private KernelSession start() throws Exception {
    return KernelSession.start(Map.of("XDG_CACHE_HOME", folder.resolve("cache").toString()));
  }

  private String noting(String item) {
    return "Files.writeString(Path.of(\"%s/log\"), %s + \"\\n\", StandardOpenOption.CREATE, StandardOpenOption.APPEND);\n"
        .formatted(folder, item);
  }

  /// A sweep of six items, two of which wait for a file.
  private String sweep() {
    return "%%processes --workers 1 --resume n : 6 -> squares\n"
        + "while ((n == 2 || n == 4) && !Files.exists(Path.of(\""
        + folder
        + "/go-\" + n))) Thread.sleep(5);\n"
        + noting("n")
        + "new Square(n, n * n)";
  }

  private String roots() {
    return "%%processes --workers 1 --cache s : List.of(new Square(3, 9), new Square(4, 16)) -> r\n"
        + noting("\"root of \" + s.is()")
        + "s.of()";
  }

  private List<Path> results() throws IOException {
    Path sweeps = folder.resolve("cache/jlanes/results/sweeps");
    if (!Files.exists(sweeps)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(sweeps)) {
      return files
          .filter(f -> f.getFileName().toString().matches("[0-9a-f]{64}"))
          .filter(Files::isRegularFile)
          .toList();
    }
  }

  private void awaitResults(int n) throws Exception {
    long end = System.nanoTime() + KernelSession.PATIENCE.toNanos();
    while (results().size() < n) {
      assertTrue(System.nanoTime() < end, () -> "waited in vain for " + n + " stored results");
      Thread.sleep(10);
    }
  }

  /// All that a cell displayed: where it took half a second, the report replaces the progress.
  private static String report(Cell cell) {
    return Stream.of("display_data", "update_display_data")
        .flatMap(type -> cell.of(type).stream())
        .map(m -> Json.string(Json.child(m.content(), "data"), "text/plain", ""))
        .collect(Collectors.joining("\n"));
  }

  private static void kill(KernelSession kernel) throws Exception {
    List<ProcessHandle> all =
        Stream.concat(kernel.process().handle().descendants(), Stream.of(kernel.process().handle()))
            .toList();
    kernel.process().handle().destroyForcibly();
    for (ProcessHandle each : all) {
      // A worker that goes on would run its item to the end.
      each.onExit().get(KernelSession.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
  }

  @Test
  void resultsOutliveAnInterruptAndTheKernel() throws Exception {
    try (KernelSession kernel = start()) {
      kernel.ok("record Square(int of, int is) {}");
      kernel.ok(roots());
      KernelSession.Running interrupted = kernel.submit(sweep());
      awaitResults(2);
      kernel.interrupt();
      assertEquals("error", interrupted.await().status());
      Files.createFile(folder.resolve("go-2"));
      var unused = kernel.submit(sweep());
      awaitResults(4);
      kill(kernel);
    }
    Files.createFile(folder.resolve("go-4"));
    try (KernelSession kernel = start()) {
      kernel.ok("int unrelated = 1;");
      kernel.ok("record Square(int of, int is) {}");
      String report = report(kernel.ok(roots()));
      assertTrue(report.contains("2 of 2 items from the cache"), report);
      assertEquals("[3, 4]", kernel.ok("r").result());
      assertTrue(kernel.ok("%pool").shown().contains("no pools"), "no worker was needed");
      report = report(kernel.ok(sweep()));
      assertTrue(report.contains("4 of 6 items taken over from before"), report);
      assertEquals("25", kernel.ok("squares.get(5).is()").result());
      assertEquals("9", kernel.ok("squares.get(3).is()").result());
      assertEquals(
          List.of("root of 9", "root of 16", "0", "1", "2", "3", "4", "5"),
          Files.readAllLines(folder.resolve("log")));
      assertEquals(List.of(), results(), "the sweep is complete");
      whatWorkersHaveOfTheirOwnCounts(kernel);
    }
  }

  /// Two kernels that store and take the same results again and again, where there is room for half
  /// of them, so that each removes what the other has stored; and sweeps that both complete.
  @Test
  void twoKernelsUseACacheAtOnce() throws Exception {
    String cell =
        """
        var said = new TreeSet<String>();
        int wrong = 0;
        for (int round = 0; round < 8; round++) {
          int shift = round / 2 % 2;
          var lane = Lanes.processes(1).quiet();
          var items = IntStream.range(0, 40).boxed().toList();
          var run = (round % 2 == 0 ? lane.cache() : lane.resume()).map(items, n -> {
            byte[] bytes = new byte[n * 300];
            Arrays.fill(bytes, (byte) (n + shift));
            return bytes;
          });
          for (int n : items) {
            byte[] bytes = run.values().get(n);
            for (byte b : bytes) if (b != n + shift) wrong++;
            if (bytes.length != n * 300) wrong++;
          }
          for (String note : run.facts().notes()) {
            if (note.contains("could not be stored") || note.contains("damaged")) said.add(note);
          }
        }
        wrong + " wrong, said " + said
        """;
    Map<String, String> environment =
        Map.of("XDG_CACHE_HOME", folder.resolve("cache").toString(), "JLANES_CACHE_SIZE", "700k");
    try (KernelSession one = KernelSession.start(environment);
        KernelSession other = KernelSession.start(environment)) {
      KernelSession.Running there = other.submit(cell);
      assertEquals("0 wrong, said []", one.ok(cell).result());
      assertEquals("0 wrong, said []", there.await().result());
    }
    try (Stream<Path> files = Files.walk(folder.resolve("cache"))) {
      assertEquals(
          List.of(),
          files.filter(file -> file.getFileName().toString().startsWith("begun-")).toList());
    }
  }

  private static void whatWorkersHaveOfTheirOwnCounts(KernelSession kernel) throws Exception {
    kernel.ok("int base = 0;");
    String cell = "%%processes --workers 1 --pool own --cache n : 2 -> own\nbase + n";
    for (int base : new int[] {10, 20}) {
      kernel.ok("%%processes --workers 1 --pool own --quiet --everywhere\nbase = " + base + ";");
      Cell ran = kernel.ok(cell);
      assertEquals(
          List.of(base, base + 1).toString(), kernel.ok("own").result(), () -> report(ran));
    }
    kernel.ok("Lanes.processes(1).option(\"pool\", \"own\").view().push(\"base\", 30);");
    refuses(kernel, cell, "the body reads `base`, of which the workers have values of their own");
    kernel.ok("var shared = Lanes.share(new int[2]);");
    refuses(
        kernel,
        "%%processes --workers 1 --cache n : 2 -> own\nshared.get(n)",
        "cannot be written down: it is a shared array");
    kernel.ok("shared.close();");
  }

  private static void refuses(KernelSession kernel, String cell, String why) throws Exception {
    Cell refused = kernel.run(cell);
    assertEquals("error", refused.status(), () -> report(refused));
    assertTrue(refused.evalue().contains(why), refused.traceback());
  }
}
