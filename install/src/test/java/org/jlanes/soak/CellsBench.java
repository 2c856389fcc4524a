package org.jlanes.soak;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// `install/bench/cells`: kernels are asked the same small things in turn, then run a thousand
/// different cells in turn; prints what each takes, and what a thousand cells leave behind.
public final class CellsBench {
  private static final Set<String> OPTIONS = Set.of("kernel", "against", "rounds", "cells");

  private final List<TimedKernel> kernels;
  private final int rounds;
  private final int cells;

  private CellsBench(List<TimedKernel> kernels, int rounds, int cells) {
    this.kernels = kernels;
    this.rounds = rounds;
    this.cells = cells;
  }

  /// Exits with 0 if everything was answered, 2 if the bench could not be done.
  public static void main(String[] words) throws InterruptedException {
    try {
      run(Arguments.of(words, OPTIONS));
      System.exit(0);
    } catch (IllegalArgumentException | IOException e) {
      System.err.println("cells: " + e.getMessage());
      System.exit(2);
    }
  }

  private static void run(Arguments arguments) throws IOException, InterruptedException {
    List<TimedKernel> started = new ArrayList<>();
    try {
      Path directory = Path.of("").toAbsolutePath();
      started.add(TimedKernel.start(Target.named(arguments.text("kernel", "jlanes")), directory));
      String against = arguments.text("against", "python3");
      if (!against.equals("none")) {
        started.add(TimedKernel.start(Target.named(against), directory));
      }
      CellsBench bench =
          new CellsBench(
              started, (int) arguments.number("rounds", 40), (int) arguments.number("cells", 1000));
      bench.small();
      bench.many("different cells", Dialect::different);
      bench.many("new variables", Dialect::newName);
    } finally {
      started.forEach(TimedKernel::close);
    }
  }

  /// Warm is what a notebook is after some minutes: as many rounds again come before those that
  /// count.
  private void small() throws IOException, InterruptedException {
    for (int round = -rounds; round < rounds; round++) {
      for (TimedKernel kernel : kernels) {
        for (SmallQuestion question : kernel.questions()) {
          kernel.ask(question, round + rounds, round >= 0);
        }
      }
    }
    head("median of " + rounds + " each, in turn, ms");
    for (SmallQuestion question : kernels.getFirst().questions()) {
      row(question.name(), kernel -> Trend.median(kernel.millis(question.name())));
      row("  CPU, mean", kernel -> kernel.meanCpuMillis(question.name()));
    }
  }

  private interface Series {
    String cell(Dialect dialect, int number);
  }

  private void many(String what, Series series) throws IOException, InterruptedException {
    int some = Math.max(1, cells / 10);
    List<Map<String, Double>> before = gauges();
    for (int i = 0; i < cells; i += some) {
      int from = i;
      // Blocks of cells in turn, so that CPU time, which the system counts coarsely, says
      // something.
      for (TimedKernel kernel : kernels) {
        String block = i == 0 ? "first" : i + some >= cells ? "last" : "between";
        kernel.block(
            what + ", " + block,
            number -> series.cell(kernel.dialect(), number),
            from,
            Math.min(cells, from + some));
      }
    }
    List<Map<String, Double>> after = gauges();
    head(cells + " " + what + ", in blocks of " + some + " in turn, ms each");
    String first = what + ", first";
    String last = what + ", last";
    for (String block : List.of(first, last)) {
      row("block " + block + ", median", kernel -> Trend.median(kernel.millis(block)));
      row("  CPU, mean", kernel -> kernel.meanCpuMillis(block));
    }
    row(
        "last / first",
        kernel -> Trend.median(kernel.millis(last)) / Trend.median(kernel.millis(first)));
    row("  CPU", kernel -> kernel.meanCpuMillis(last) / kernel.meanCpuMillis(first));
    for (String gauge : before.getFirst().keySet()) {
      row(gauge + ", before", kernel -> at(before, kernel, gauge));
      row(gauge + ", after", kernel -> at(after, kernel, gauge));
    }
  }

  private List<Map<String, Double>> gauges() throws IOException, InterruptedException {
    List<Map<String, Double>> all = new ArrayList<>();
    for (TimedKernel kernel : kernels) {
      all.add(kernel.gauges());
    }
    return all;
  }

  private double at(List<Map<String, Double>> gauges, TimedKernel kernel, String name) {
    return gauges.get(kernels.indexOf(kernel)).getOrDefault(name, Double.NaN);
  }

  private interface Figure {
    double of(TimedKernel kernel);
  }

  private void head(String title) {
    StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-56s", title));
    kernels.forEach(kernel -> line.append(String.format(Locale.ROOT, " %12s", kernel.name())));
    System.out.println(line.append(kernels.size() > 1 ? "   ratio" : ""));
  }

  private void row(String name, Figure figure) {
    StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "  %-54s", name));
    double first = figure.of(kernels.getFirst());
    kernels.forEach(
        kernel -> line.append(String.format(Locale.ROOT, " %12.2f", figure.of(kernel))));
    if (kernels.size() > 1) {
      line.append(String.format(Locale.ROOT, " %7.2f", first / figure.of(kernels.getLast())));
    }
    System.out.println(line);
  }
}
