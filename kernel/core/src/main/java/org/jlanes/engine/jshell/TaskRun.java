package org.jlanes.engine.jshell;

import java.util.concurrent.Callable;
import org.jlanes.runtime.display.MimeBundle;
import org.jlanes.runtime.engine.CellFailure;
import org.jlanes.runtime.scope.Scope;

/// A task of the notebook's code that is no cell, on the thread of its scope.
final class TaskRun {
  private final Notebook notebook;
  private final Scope scope;

  TaskRun(Notebook notebook, Scope scope) {
    this.notebook = notebook;
    this.scope = scope;
  }

  /// Runs the task.
  ///
  /// @return null: a task shows nothing
  MimeBundle run(Callable<?> task) throws CellFailure {
    try {
      scope.checkCancelled();
      Object unused = task.call();
      return null;
    } catch (Throwable thrown) {
      // Whatever it is, it is the user's; after an interrupt it may be its consequence.
      throw scope.cancelled()
          ? notebook.tracebacks().cancelled(scope, thrown)
          : notebook.tracebacks().failure(thrown);
    }
  }
}
