package org.jlanes.lanes.process;

import java.util.Map;
import java.util.Set;
import org.jlanes.runtime.envelope.Payload;

/// Variables that an item needs and the body does not, with values of one moment. A worker must set
/// them before it runs the item, unless none of them has got other values there since.
///
/// @param number tells those of one run apart; above 0
/// @param variables which they are
/// @param values as a worker reads them
record ItemVariables(int number, Set<Variable> variables, Payload values) {
  /// Whether a worker has them all.
  ///
  /// @param set the numbers of what its variables were set from
  boolean areIn(Map<Variable, Integer> set) {
    return variables.stream().allMatch(variable -> set.getOrDefault(variable, 0) == number);
  }

  /// Notes that a worker has them.
  void putInto(Map<Variable, Integer> set) {
    variables.forEach(variable -> set.put(variable, number));
  }
}
