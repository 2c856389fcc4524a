package org.jlanes.lanes.run;

import org.jlanes.runtime.system.Locales;

/// Durations as people read them.
public final class Nanos {
  private Nanos() {}

  /// Three significant digits with the unit that fits: `850 ns`, `1.20 ms`, `3.45 s`, `2 min 05 s`.
  public static String text(long nanos) {
    double n = Math.abs((double) nanos);
    if (n < 999.5) {
      return nanos + " ns";
    }
    if (n < 999.5e3) {
      return digits(nanos / 1e3) + " µs";
    }
    if (n < 999.5e6) {
      return digits(nanos / 1e6) + " ms";
    }
    if (n < 99.95e9) {
      return digits(nanos / 1e9) + " s";
    }
    long seconds = Math.round(nanos / 1e9);
    return String.format(Locales.NONE, "%d min %02d s", seconds / 60, Math.abs(seconds % 60));
  }

  private static String digits(double value) {
    double size = Math.abs(value);
    return String.format(
        Locales.NONE, size < 9.995 ? "%.2f" : size < 99.95 ? "%.1f" : "%.0f", value);
  }
}
