package org.jlanes.soak;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Prints what a soak has found, as tables. Used by one thread.
final class Report {
  private final PrintStream out;

  Report(PrintStream out) {
    this.out = out;
  }

  /// What was done, and how often.
  void counts(Tally tally, double seconds) {
    line("%-56s %12s %10s", "counts", "total", "per s");
    tally
        .counts()
        .forEach((name, count) -> line("  %-54s %12d %10.1f", name, count, count / seconds));
    line("");
  }

  /// How long things took.
  void times(Tally tally) {
    line("%-56s %6s %9s %9s %9s", "times, ms", "n", "median", "99 %", "longest");
    tally
        .millis()
        .forEach((name, all) ->
            line(
                "  %-54s %6d %9.2f %9.2f %9.2f",
                name,
                all.size(),
                Trend.median(all),
                Trend.quantile(all, 0.99),
                Trend.quantile(all, 1)));
    line("");
  }

  /// How the kernel's size went.
  void trends(Sampler sampler, double seconds) {
    String minute = seconds < 240 ? "%.0f s".formatted(seconds / 4) : "minute";
    line(
        "%-34s %7s %13s %13s %9s %11s",
        "the first kernel, after warm-up",
        "samples",
        "first " + minute,
        "last " + minute,
        "change",
        "per minute");
    sampler
        .points()
        .forEach((name, points) -> {
          Trend trend = Trend.of(points, seconds);
          line(
              "  %-32s %7d %13.1f %13.1f %+8.1f%% %+11.2f",
              name,
              points.size(),
              trend.first(),
              trend.last(),
              100 * (trend.last() / trend.first() - 1),
              trend.slope());
        });
    line("");
  }

  /// Whether figures grew.
  void growth(List<Growth> all) {
    line("growth after warm-up: %s", all.isEmpty() ? "not judged, the run was too short" : "");
    all.forEach(each -> line("  %-10s %s", verdict(each), each));
    line("");
  }

  private static String verdict(Growth growth) {
    return growth.grown() ? "GROWN" : growth.judged() ? "ok" : "NOT JUDGED";
  }

  /// What was wrong.
  void faults(Findings findings, Set<Fault> tolerated) {
    line("%-80s %8s", "faults", "number");
    for (Fault fault : Fault.values()) {
      long count = findings.count(fault);
      String excuse = count > 0 && tolerated.contains(fault) ? "  (known of this kernel)" : "";
      line("  %-78s %8d%s", fault.meaning(), count, excuse);
      List<String> examples = findings.examples(fault);
      examples.forEach(example -> line("      %s", example));
    }
    line("");
  }

  private void line(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
  }
}
