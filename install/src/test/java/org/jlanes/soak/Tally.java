package org.jlanes.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Counts and durations by name. Safe for any thread.
final class Tally {
  private final Map<String, Long> counts = new TreeMap<>();
  private final Map<String, List<Double>> millis = new TreeMap<>();

  /// Counts one more.
  void count(String name) {
    count(name, 1);
  }

  /// Counts more.
  synchronized void count(String name, long more) {
    counts.merge(name, more, Long::sum);
  }

  /// Keeps how long something took.
  synchronized void took(String name, long nanos) {
    millis.computeIfAbsent(name, each -> new ArrayList<>()).add(nanos / 1e6);
  }

  /// The counts by name, sorted.
  synchronized Map<String, Long> counts() {
    return new TreeMap<>(counts);
  }

  /// The durations by name in milliseconds, in the order in which they were measured.
  synchronized Map<String, List<Double>> millis() {
    Map<String, List<Double>> copy = new TreeMap<>();
    millis.forEach((name, all) -> copy.put(name, List.copyOf(all)));
    return copy;
  }
}
