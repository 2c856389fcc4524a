package org.jlanes.lanes.process;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jlanes.lanes.Task;
import org.jlanes.lanes.run.RunOptions;
import org.jlanes.runtime.envelope.WorkerVariables;

/// What a run leaves in the workers if all of them run it well.
///
/// @param own variables that become the workers' own, with their versions; a worker that joins
///   later does not have them
/// @param setup variables that each worker has because it runs the body too; empty unless it does
/// @param version of those in `setup`
record Remains(Map<Variable, Integer> own, Set<Variable> setup, int version) {
  /// Key in [RunOptions#more]: what the body assigns is the workers' own from then on.
  static final String OWN = "own";

  /// Key in [RunOptions#more]: numbers of the workers that run the body; the others do nothing.
  static final String TARGETS = "targets";

  /// What a run will leave.
  ///
  /// @param assigned what the body assigns, as its byte code tells
  /// @param run the run's number, which is the version of what all workers get
  static Remains of(
      Task<?, ?> body, Set<Variable> assigned, RunOptions options, int run, PoolState.Now state) {
    return switch (body) {
      case ViewTask.Set set ->
          new Remains(Map.of(variable(set), set.variable().version()), Set.of(), 0);
      case ViewTask.Push push ->
          new Remains(Map.of(), Set.of(variable(push)), push.variable().version());
      default -> {
        if (options.more().containsKey("everywhere")) {
          yield new Remains(Map.of(), assigned, run);
        }
        Map<Variable, Integer> own = new LinkedHashMap<>();
        if (options.more().containsKey(OWN)) {
          boolean all = !options.more().containsKey(TARGETS);
          for (Variable variable : assigned) {
            Integer before = state.version(variable);
            own.put(variable, all || before == null ? run : before);
          }
        }
        yield new Remains(own, Set.of(), 0);
      }
    };
  }

  private static Variable variable(ViewTask task) {
    return new Variable(task.variable().owner(), task.variable().name(), Variable.Kind.NOTEBOOK);
  }

  /// Whether anything is left.
  boolean isEmpty() {
    return own.isEmpty() && setup.isEmpty();
  }

  /// What a worker has to take note of when the body has run there.
  List<WorkerVariables.Key> marks() {
    Map<Variable, Integer> all = new LinkedHashMap<>(own);
    setup.forEach(variable -> all.put(variable, version));
    return keys(all);
  }

  /// Variables as workers know them.
  static List<WorkerVariables.Key> keys(Map<Variable, Integer> versions) {
    return versions.entrySet().stream()
        .map(e -> new WorkerVariables.Key(e.getKey().owner(), e.getKey().name(), e.getValue()))
        .toList();
  }
}
