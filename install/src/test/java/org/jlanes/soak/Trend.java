package org.jlanes.soak;

import java.util.List;

/// How a figure went after the warm-up.
///
/// @param first median of the first minute
/// @param last median of the last minute
/// @param slope of a straight line through all, for each minute
record Trend(double first, double last, double slope) {
  /// The trend of what was seen in a run. In runs of less than four minutes, a quarter of the run
  /// stands for a minute.
  ///
  /// @param seconds how long the run was
  static Trend of(List<Sampler.Point> points, double seconds) {
    double minute = Math.min(60, seconds / 4);
    List<Sampler.Point> warm = points.stream().filter(p -> p.seconds() >= minute).toList();
    return new Trend(
        median(
            warm.stream().filter(p -> p.seconds() < 2 * minute).map(Sampler.Point::value).toList()),
        median(
            warm.stream()
                .filter(p -> p.seconds() >= seconds - minute)
                .map(Sampler.Point::value)
                .toList()),
        60 * slope(warm));
  }

  private static double slope(List<Sampler.Point> points) {
    double meanX = points.stream().mapToDouble(Sampler.Point::seconds).average().orElse(0);
    double meanY = points.stream().mapToDouble(Sampler.Point::value).average().orElse(0);
    double above = 0;
    double below = 0;
    for (Sampler.Point each : points) {
      above += (each.seconds() - meanX) * (each.value() - meanY);
      below += (each.seconds() - meanX) * (each.seconds() - meanX);
    }
    return below == 0 ? 0 : above / below;
  }

  /// The middle of some numbers; NaN of none.
  static double median(List<Double> values) {
    return quantile(values, 0.5);
  }

  /// The number below which a part of them lies; NaN of none.
  static double quantile(List<Double> values, double part) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.isEmpty()
        ? Double.NaN
        : sorted.get((int) Math.min(sorted.size() - 1L, (long) (part * sorted.size())));
  }
}
