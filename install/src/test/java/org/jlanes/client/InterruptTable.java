package org.jlanes.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;

/// The rows of `interrupts.txt`, which says how it is to be read, and how one of them is tried.
final class InterruptTable {
  /// What every row may use. `kept` is looked at after each of them.
  static final String PRELUDE =
      """
      int kept = 11;
      void on() { System.out.println("on"); }
      void spin() { while (true) {} }
      class Spinner implements Comparator<Spinner> {
        public void spin() { while (true) {} }
        public int compare(Spinner a, Spinner b) { for (;;) {} }
      }
      record SpinRecord(int x) { void spin() { while (x > 0) {} } }
      Runnable spinner = () -> { while (true) {} };
      Object monitor = new Object();
      var earlier = Executors.newFixedThreadPool(1);
      earlier.submit(() -> {}).get();
      """;

  private static final Duration MOMENT = Duration.ofMillis(60);

  /// The clock of `/proc` ticks a hundred times in a second.
  private static final Duration REST = Duration.ofMillis(10);

  private InterruptTable() {}

  /// A cell that never ends by itself.
  ///
  /// @param parts of its traceback
  record Row(String code, List<String> parts) {}

  /// The rows of one chapter, with their titles.
  static Stream<Named<Row>> rows(String chapter) throws IOException {
    try (InputStream table = InterruptTable.class.getResourceAsStream("interrupts.txt")) {
      String text = new String(table.readAllBytes(), StandardCharsets.UTF_8);
      String found =
          Stream.of(text.split("(?m)^# "))
              .filter(each -> each.startsWith(chapter + "\n"))
              .findFirst()
              .orElseThrow();
      return Stream.of(found.split("(?m)^== ")).skip(1).map(InterruptTable::row);
    }
  }

  private static Named<Row> row(String text) {
    List<String> lines = text.strip().lines().toList();
    List<String> code = new ArrayList<>();
    List<String> parts = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      if (line.startsWith("! ")) {
        parts.add(line.substring(2));
      } else {
        code.add(line);
      }
    }
    return Named.of(lines.getFirst(), new Row(String.join("\n", code), List.copyOf(parts)));
  }

  /// Starts a row's cell, interrupts it, and waits for its end.
  ///
  /// @param presses how often it is interrupted, without a pause
  static Cell interrupt(KernelSession kernel, Row row, int presses) throws Exception {
    KernelSession.Running running = kernel.submit(row.code).awaitPrinted("on\n");
    for (int i = 0; i < presses; i++) {
      kernel.interrupt();
    }
    Cell cell = running.await();
    assertEquals("error", cell.status());
    assertEquals("Interrupted", cell.ename(), cell.traceback());
    assertEquals(1, cell.of("error").size());
    return cell;
  }

  /// The notebook goes on, with what it had.
  static void assertKept(KernelSession kernel) throws InterruptedException {
    assertEquals("11", kernel.run("kept").result());
  }

  /// There is soon a moment, of a sixteenth of a second, in which kernel and workers use next to no
  /// CPU. A loop that goes on uses all of it, or on a loaded machine at least a half; what the JVM
  /// compiles meanwhile is done in some of these moments. Threads that the cell did not wait for
  /// may take some seconds to be stopped.
  static void awaitRest(KernelSession kernel) throws InterruptedException {
    Duration least = Duration.ofSeconds(1);
    for (int i = 0; i < 80 && least.compareTo(REST) > 0; i++) {
      Duration before = cpu(kernel);
      assertFalse(kernel.process().awaitExit(MOMENT), "the kernel has ended");
      Duration used = cpu(kernel).minus(before);
      least = used.compareTo(least) < 0 ? used : least;
    }
    assertTrue(least.compareTo(REST) <= 0, "at least " + least + " of CPU in each " + MOMENT);
  }

  private static Duration cpu(KernelSession kernel) {
    ProcessHandle own = kernel.process().handle();
    return Stream.concat(Stream.of(own), own.descendants())
        .map(each -> each.info().totalCpuDuration().orElse(Duration.ZERO))
        .reduce(Duration.ZERO, Duration::plus);
  }

  /// Whether the kernel can stop threads by force.
  static boolean hasCompiler() {
    return Stream.of("cc", "gcc", "clang").anyMatch(name -> find(name).isPresent());
  }

  /// A program on the PATH.
  static Optional<Path> find(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
