package org.jlanes.runtime.envelope;

import java.io.Serializable;

/// What a worker calls for each item. The class of the entry is on the worker's class path or among
/// the shipped classes.
@FunctionalInterface
public interface Entry extends Serializable {
  /// Runs the body on one item, on the run's thread and inside the run's scope.
  ///
  /// @param index the item's position in the source
  /// @param worker who runs it
  Object run(Object item, int index, WorkerIdentity worker) throws Throwable;

  /// Called before the first item, on the run's thread and inside its scope; what it throws keeps
  /// this worker out of the run.
  ///
  /// @param worker who is to run items
  default void prepare(WorkerIdentity worker) {}
}
