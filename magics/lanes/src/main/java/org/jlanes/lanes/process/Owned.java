package org.jlanes.lanes.process;

import java.util.HashSet;
import java.util.Set;
import org.jlanes.lanes.run.LaneException;

/// Variables that the workers have values of their own for, which are not to be overwritten.
///
/// @param variables all of them
/// @param some those that a worker may lack
/// @param unlessAssigned whether those that the body assigns are sent nevertheless: it is to be one
///   that each worker runs first, and must find the same in all
/// @param ignored labels of variables whose values are not asked for
record Owned(
    Set<Variable> variables, Set<Variable> some, boolean unlessAssigned, Set<String> ignored) {
  /// Those that are not sent.
  Set<Variable> besides(Set<Variable> read, Set<Variable> assigned) {
    Set<Variable> left = new HashSet<>(variables);
    if (unlessAssigned) {
      left.removeAll(assigned);
    }
    read.stream().filter(v -> ignored.contains(v.label())).forEach(left::add);
    return left;
  }

  /// Makes sure that an item needs none that its worker may lack: only of a body it is known before
  /// which worker has what.
  ///
  /// @param read what body and items read
  /// @param byBody what the body reads
  void refuse(Set<Variable> read, Set<Variable> byBody) throws LaneException {
    for (Variable variable : some) {
      if (read.contains(variable) && !byBody.contains(variable)) {
        throw new LaneException(
            "the item's code reads `"
                + variable.label()
                + "`, which workers have of their own, and it may run in one that has none. Read it"
                + " in the body, or in apply of the view, and give what is needed to the item");
      }
    }
  }
}
