package org.jlanes.soak;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The faults that were found, each kind with its number and its first examples. Safe for any
/// thread.
final class Findings {
  private static final int EXAMPLES = 4;

  private final Map<Fault, Long> counts = new EnumMap<>(Fault.class);
  private final Map<Fault, List<String>> examples = new EnumMap<>(Fault.class);

  /// Adds a fault.
  void add(Fault fault, String example) {
    add(fault, 1, example);
  }

  /// Adds as many faults of a kind as were found at one place; none if `count` is 0.
  synchronized void add(Fault fault, long count, String example) {
    if (count == 0) {
      return;
    }
    counts.merge(fault, count, Long::sum);
    List<String> some = examples.computeIfAbsent(fault, each -> new ArrayList<>());
    if (some.size() < EXAMPLES) {
      some.add(example);
    }
  }

  /// How often a fault was found.
  synchronized long count(Fault fault) {
    return counts.getOrDefault(fault, 0L);
  }

  /// The first examples of a fault.
  synchronized List<String> examples(Fault fault) {
    return List.copyOf(examples.getOrDefault(fault, List.of()));
  }

  /// Whether anything was found that is not among `tolerated`.
  synchronized boolean fatal(Set<Fault> tolerated) {
    return !tolerated.containsAll(counts.keySet());
  }
}
