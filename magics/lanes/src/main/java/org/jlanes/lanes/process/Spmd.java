package org.jlanes.lanes.process;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jlanes.lanes.Task;
import org.jlanes.lanes.run.LaneException;
import org.jlanes.lanes.run.RunOptions;
import org.jlanes.runtime.engine.EngineView;
import org.jlanes.runtime.envelope.Entry;
import org.jlanes.runtime.envelope.WorkerVariables;

/// A body made ready to be sent, with what it has to do with the variables that workers have of
/// their own.
///
/// @param remains what the run leaves in its workers
record Spmd(Closure closure, Remains remains) {
  /// Makes a body ready.
  ///
  /// @param run the run's number
  /// @param state what the workers have of their own
  /// @param broadcasts the large values that workers keep
  /// @throws LaneException if a value cannot be sent, or workers have an older variable of a name
  static Spmd of(
      Task<?, ?> body,
      EngineView view,
      RunOptions options,
      int run,
      PoolState.Now state,
      Broadcasts broadcasts)
      throws LaneException {
    boolean everywhere = options.more().containsKey("everywhere");
    Owned owned = new Owned(state.owned(), state.own().keySet(), everywhere, Set.of());
    Entry entry = new TaskEntry<>(body, options.eachWorker());
    Closure plain = Closure.of(entry, view, owned, broadcasts);
    Closure closure = null;
    try {
      Set<Variable> assigned = new LinkedHashSet<>(plain.assigned());
      Remains remains = Remains.of(body, assigned, options, run, state);
      Map<Variable, Integer> needs =
          state.own().isEmpty()
              ? Map.of()
              : needs(plain.read(), everywhere ? assigned : Set.of(), state.own());
      List<WorkerVariables.Key> marks = body instanceof ViewTask ? List.of() : remains.marks();
      List<Integer> targets = targets(options);
      if (needs.isEmpty() && marks.isEmpty() && targets == null) {
        closure = plain;
      } else {
        Entry more = new SpmdEntry(entry, Remains.keys(needs), marks, !everywhere, targets);
        closure = Closure.of(more, view, owned, broadcasts);
      }
      return new Spmd(closure, remains);
    } finally {
      if (!plain.equals(closure)) {
        plain.letGo();
      }
    }
  }

  /// The variables that a worker must have.
  ///
  /// @param sent those that it gets, although they are its own
  private static Map<Variable, Integer> needs(
      Set<Variable> read, Set<Variable> sent, Map<Variable, Integer> own) throws LaneException {
    Map<Variable, Integer> needs = new LinkedHashMap<>();
    for (Variable variable : read) {
      Integer version = own.get(variable);
      if (version != null) {
        if (!sent.contains(variable)) {
          needs.put(variable, version);
        }
      } else if (own.keySet().stream().anyMatch(v -> v.label().equals(variable.label()))) {
        throw new LaneException(
            "`"
                + variable.label()
                + "` was declared again since workers got one of their own, which bodies can no"
                + " longer reach. Push or scatter it again; drop(\""
                + variable.label()
                + "\") of the view makes it the notebook's, %pool stop all variables");
      }
    }
    return needs;
  }

  private static List<Integer> targets(RunOptions options) {
    String given = options.more().get(Remains.TARGETS);
    return given == null ? null : Arrays.stream(given.split(",")).map(Integer::valueOf).toList();
  }
}
