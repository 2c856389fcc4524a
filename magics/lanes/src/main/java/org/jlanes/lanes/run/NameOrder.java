package org.jlanes.lanes.run;

/// The order of workers' names in which `worker 10` comes after `worker 9`.
public final class NameOrder {
  private NameOrder() {}

  /// Compares as `Comparator` does: by length where the names start alike, else as strings.
  public static int compare(String a, String b) {
    return a.length() != b.length() && stem(a).equals(stem(b))
        ? Integer.compare(a.length(), b.length())
        : a.compareTo(b);
  }

  private static String stem(String name) {
    return name.replaceAll("[0-9].*", "");
  }
}
