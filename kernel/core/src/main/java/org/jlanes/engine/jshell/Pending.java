package org.jlanes.engine.jshell;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jdk.jshell.SnippetEvent;

/// What evaluations have done to classes, until the notebook's values are carried over to the new
/// ones. A sealed interface and the records that it permits are declared one after the other: in
/// between some of them do not compile, and their values would have nowhere to go.
///
/// For the engine thread that has the turn.
final class Pending {
  private final List<SnippetEvent> events = new ArrayList<>();
  private Map<String, SnippetLoader> before;
  private boolean replaced;

  /// Carries over.
  interface CarryingOver {
    /// @param before the loaders of the snippets that were in force before
    /// @param replaced whether a redefinition was refused
    Replaced run(List<SnippetEvent> events, Map<String, SnippetLoader> before, boolean replaced);
  }

  boolean isEmpty() {
    return before == null;
  }

  /// The loaders that were in force before the first of the evaluations.
  Optional<Map<String, SnippetLoader>> before() {
    return Optional.ofNullable(before);
  }

  /// Adds an evaluation.
  void add(List<SnippetEvent> more, Map<String, SnippetLoader> from, boolean refused) {
    events.addAll(more);
    before = from;
    replaced |= refused;
  }

  /// Carries over what there is, after which nothing is pending.
  Replaced take(CarryingOver carrying) {
    List<SnippetEvent> all = List.copyOf(events);
    Map<String, SnippetLoader> from = before;
    boolean refused = replaced;
    events.clear();
    before = null;
    replaced = false;
    return from == null ? Replaced.NOTHING : carrying.run(all, from, refused);
  }
}
