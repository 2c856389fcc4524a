package org.jlanes.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The judgement on a figure that must not grow after the warm-up: its median in the last fifth of
/// a run against that in the second. Medians, because floods of the moment are no growth.
///
/// @param name what was measured
/// @param before median of the second fifth
/// @param after median of the last fifth
/// @param allowed the largest `after` that is none
record Growth(String name, double before, double after, double allowed) {
  /// In shorter runs the warm-up lasts into the last fifth.
  static final double LEAST_SECONDS = 240;

  /// The least that a process holds of the machine's memory within a second behind a full
  /// collection, which gives back what the collector had taken for speed. Between collections the
  /// JVM takes as much as it likes, the more the more it has to do, full collections that are asked
  /// for included: that says nothing of leaks, within the heap or outside of it.
  static final String RESIDENT = "resident memory behind a collection, MB";

  private static final int LEAST_SAMPLES = 4;

  /// The figures that are judged. All others are only shown: histories grow by design.
  private static final Map<String, Tolerance> JUDGED =
      Map.of(
          // Other cells go on beside the collection: what lives in the heap is judged more
          // strictly.
          RESIDENT,
          new Tolerance(0.20, 32),
          "heap, MB",
          new Tolerance(0.10, 8),
          "metaspace, MB",
          new Tolerance(0.10, 8),
          "threads",
          new Tolerance(0.10, 6),
          "file descriptors",
          new Tolerance(0.10, 6));

  /// What is no growth.
  ///
  /// @param part of the median before
  /// @param more on top of that, in the figure's unit
  private record Tolerance(double part, double more) {}

  /// Judges all figures of a run that are to be judged.
  ///
  /// @param points what was seen, by name
  /// @param seconds how long the run was
  /// @return none for runs shorter than [#LEAST_SECONDS]
  static List<Growth> of(Map<String, List<Sampler.Point>> points, double seconds) {
    List<Growth> all = new ArrayList<>();
    if (seconds < LEAST_SECONDS) {
      return all;
    }
    points.forEach((name, each) -> {
      Tolerance tolerance = JUDGED.get(name);
      List<Double> early = between(each, seconds / 5, 2 * seconds / 5);
      List<Double> late = between(each, 4 * seconds / 5, Double.MAX_VALUE);
      if (tolerance != null) {
        boolean seen = Math.min(early.size(), late.size()) >= LEAST_SAMPLES;
        double before = seen ? Trend.median(early) : Double.NaN;
        double allowed = before * (1 + tolerance.part) + tolerance.more;
        all.add(new Growth(name, before, Trend.median(late), allowed));
      }
    });
    return all;
  }

  private static List<Double> between(List<Sampler.Point> points, double from, double to) {
    return points.stream()
        .filter(p -> p.seconds() >= from && p.seconds() < to)
        .map(Sampler.Point::value)
        .toList();
  }

  /// Whether it was seen often enough to be judged.
  boolean judged() {
    return !Double.isNaN(before) && !Double.isNaN(after);
  }

  /// Whether it grew.
  boolean grown() {
    return after > allowed;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s: %.1f in the second fifth, %.1f in the last, at most %.1f allowed",
        name,
        before,
        after,
        allowed);
  }
}
