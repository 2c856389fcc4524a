package org.jlanes.soak;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// `install/bench/output`: two kernels print the same lines in turn and answer the same questions.
public final class OutputBench {
  private static final Set<String> OPTIONS = Set.of("kernel", "against", "runs", "lines");

  private OutputBench() {}

  /// Exits with 0 if every line came in order, 1 if not, 2 if the bench could not be done.
  public static void main(String[] words) throws InterruptedException {
    try {
      System.exit(run(Arguments.of(words, OPTIONS)) ? 0 : 1);
    } catch (IllegalArgumentException | IOException | KernelStuckException e) {
      System.err.println("output: " + e.getMessage());
      System.exit(2);
    }
  }

  private static boolean run(Arguments arguments)
      throws IOException, InterruptedException, KernelStuckException {
    Target target = Target.named(arguments.text("kernel", "jlanes"));
    Target against = Target.named(arguments.text("against", "python3"));
    int runs = (int) arguments.number("runs", 7);
    int lines = (int) arguments.number("lines", 100_000);
    Path directory = Path.of("").toAbsolutePath();
    try (Contestant one = Contestant.start(target, directory);
        Contestant other = Contestant.start(against, directory)) {
      List<Contestant> both = List.of(one, other);
      boolean complete = true;
      for (int i = 0; i <= runs; i++) {
        for (Contestant each : both) {
          complete &= checked(each, each.flood(lines, i > 0));
        }
      }
      for (Contestant each : both) {
        each.askIdle();
      }
      for (Contestant each : both) {
        each.askBusy();
      }
      print(one, other, runs);
      return complete;
    }
  }

  private static boolean checked(Contestant contestant, boolean complete) {
    if (!complete) {
      System.out.println("output: " + contestant.name() + " lost or reordered lines");
    }
    return complete;
  }

  private static void print(Contestant one, Contestant other, int runs) {
    line("%-48s %12s %12s %7s", "median of each, in turn, ms", one.name(), other.name(), "ratio");
    Map<String, List<Double>> others = other.tally().millis();
    one.tally()
        .millis()
        .forEach((name, all) -> {
          double own = Trend.median(all);
          double its = Trend.median(others.getOrDefault(name, List.of()));
          line("  %-46s %12.2f %12.2f %7.2f", name + " (" + all.size() + ")", own, its, own / its);
        });
    one.tally()
        .counts()
        .forEach((name, count) -> {
          double own = (double) count / runs;
          double its = (double) other.tally().counts().getOrDefault(name, 0L) / runs;
          line("  %-46s %12.1f %12.1f %7.2f", name + ", each", own, its, own / its);
        });
    verdict(one, other);
  }

  /// Whether the first needed no more time than the other. No failure: a loaded machine may say
  /// anything.
  private static void verdict(Contestant one, Contestant other) {
    for (String name : one.tally().millis().keySet()) {
      List<Double> its = other.tally().millis().get(name);
      if (its != null) {
        double ratio = Trend.median(one.tally().millis().get(name)) / Trend.median(its);
        String faster = ratio <= 1 ? "no slower than" : "SLOWER than";
        line("output: %s is %s %s (%.2f): %s", one.name(), faster, other.name(), ratio, name);
      }
    }
  }

  private static void line(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
