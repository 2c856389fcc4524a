package org.jlanes.engine.jshell;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What became of variables when classes were replaced.
///
/// @param reasons why values could not be kept, a sentence for each class, without full stop
/// @param reset variables that lost their values
/// @param remnants variables that still hold objects or code of a class that was replaced
/// @param former variables whose code goes on using what had a name before, by that name
record Replaced(
    Collection<String> reasons,
    Collection<String> reset,
    Collection<String> remnants,
    Map<String, List<String>> former) {
  static final Replaced NOTHING = new Replaced(List.of(), List.of(), List.of(), Map.of());

  /// This, and what became of variables afterwards.
  Replaced and(Replaced later) {
    // Not equals(): what a record has of it costs the first cell some ten milliseconds.
    return reasons.isEmpty() && reset.isEmpty() && remnants.isEmpty() && former.isEmpty()
        ? later
        : new Replaced(
            union(reasons, later.reasons),
            union(reset, later.reset),
            union(remnants, later.remnants),
            union(former, later.former));
  }

  private static Map<String, List<String>> union(
      Map<String, List<String>> first, Map<String, List<String>> second) {
    Map<String, List<String>> union = new TreeMap<>(first);
    union.putAll(second);
    return union;
  }

  private static Collection<String> union(Collection<String> first, Collection<String> second) {
    return Stream.concat(first.stream(), second.stream()).distinct().toList();
  }

  /// What the cell says of it, line by line.
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (!reset.isEmpty() || !remnants.isEmpty()) {
      reasons.forEach(reason -> notes.add("Note: " + reason + "."));
    }
    if (!reset.isEmpty()) {
      notes.add(
          (reset.size() == 1 ? "This variable was" : "These variables were")
              + " reset: "
              + String.join(", ", reset)
              + ".");
    }
    if (!remnants.isEmpty()) {
      notes.add(
          (remnants.size() == 1 ? "This variable still holds" : "These variables still hold")
              + " objects or lambdas of the class that was replaced: "
              + String.join(", ", remnants)
              + ".");
    }
    former.forEach((name, holders) ->
        notes.add(
            "Note: the type of "
                + name
                + " has changed. Code that was stored before still uses the old "
                + name
                + ": "
                + String.join(", ", holders)
                + "."));
    return notes;
  }
}
