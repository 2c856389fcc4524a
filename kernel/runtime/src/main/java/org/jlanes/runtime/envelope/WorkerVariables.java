package org.jlanes.runtime.envelope;

import java.io.Serializable;
import java.util.List;

/// The variables that a worker has values of its own of. A service of every scope in a worker
/// process, and of no scope elsewhere. Safe for any thread.
public interface WorkerVariables {
  /// A variable at one time of its life.
  ///
  /// @param owner binary name of the class that holds it
  /// @param name the name of the static field
  /// @param version grows whenever all workers get it anew, so that one which was left out is found
  record Key(String owner, String name, int version) implements Serializable {}

  /// Gives a variable a value, which is the worker's own from now on.
  ///
  /// @throws IllegalStateException if the notebook's class has no such field any more
  void set(Key variable, Object value);

  /// The same, unless the worker has the variable in this version: bodies may have changed it.
  void setUnlessHeld(Key variable, Object value);

  /// The value that the worker has.
  ///
  /// @throws IllegalStateException as [#require]
  Object get(Key variable);

  /// Says that a body has given variables values, which are the worker's own from now on.
  ///
  /// @param keep whether the values stay when classes come anew; if not, the body runs again then
  void mark(List<Key> variables, boolean keep);

  /// Makes sure that the worker has these variables.
  ///
  /// @throws IllegalStateException if it lacks one; says why and what to do
  void require(List<Key> variables);
}
