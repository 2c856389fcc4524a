package org.jlanes.lanes.report;

import org.jlanes.lanes.Moved;
import org.jlanes.runtime.system.Locales;

/// Shares and loads as text that survives where styles and graphics do not.
final class Bars {
  private static final String LEVELS = " ▁▂▃▄▅▆▇█";

  private Bars() {}

  /// A time line: one character per cell, as high as the load; `full` is the load of a full block.
  static String line(double[] load, double full) {
    StringBuilder line = new StringBuilder(load.length);
    for (double l : load) {
      double share = full <= 0 ? 0 : Math.min(1, l / full);
      int level = (int) Math.round(share * (LEVELS.length() - 1));
      line.append(LEVELS.charAt(l > 0 ? Math.max(1, level) : 0));
    }
    return line.toString();
  }

  /// A share in percent.
  static String percent(double share) {
    return Math.round(100 * share) + " %";
  }

  /// A factor with two or three digits.
  static String factor(double factor) {
    return String.format(
        Locales.NONE, factor < 9.995 ? "%.2f" : factor < 99.95 ? "%.1f" : "%,.0f", factor);
  }

  /// What was sent and received.
  static String moved(Moved moved) {
    return bytes(moved.sent()) + " out, " + bytes(moved.received()) + " back";
  }

  /// An amount of memory with three digits, for example `1.23 MB`.
  static String bytes(long n) {
    double amount = n;
    String unit = "B";
    for (String next : new String[] {"kB", "MB", "GB", "TB"}) {
      if (amount < 999.5) {
        break;
      }
      amount /= 1000;
      unit = next;
    }
    String format = unit.equals("B") || amount >= 99.95 ? "%.0f" : amount < 9.995 ? "%.2f" : "%.1f";
    return String.format(Locales.NONE, format, amount) + " " + unit;
  }

  /// A number of things.
  static String count(long n, String one, String many) {
    return String.format(Locales.NONE, "%,d %s", n, n == 1 ? one : many);
  }
}
