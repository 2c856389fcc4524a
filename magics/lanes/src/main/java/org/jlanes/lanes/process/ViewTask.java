package org.jlanes.lanes.process;

import java.util.function.BinaryOperator;
import org.jlanes.lanes.Task;
import org.jlanes.runtime.envelope.WorkerVariables;
import org.jlanes.runtime.scope.Scope;

/// What a [ProcessView] has workers do with one of their variables.
sealed interface ViewTask {
  /// The variable.
  WorkerVariables.Key variable();

  /// Those of the worker that the calling thread runs in.
  static WorkerVariables here() {
    return Scope.current().service(WorkerVariables.class).orElseThrow();
  }

  /// Gives it the item as its value.
  record Set(WorkerVariables.Key variable) implements ViewTask, Task<Object, Void> {
    @Override
    public Void apply(Object item) {
      here().set(variable, item);
      return null;
    }
  }

  /// Gives it a value, also in workers that join later.
  record Push(WorkerVariables.Key variable, Object value) implements ViewTask, Task<Object, Void> {
    @Override
    public Void apply(Object item) {
      here().setUnlessHeld(variable, value);
      return null;
    }
  }

  /// Its value.
  record Pull(WorkerVariables.Key variable) implements ViewTask, Task<Object, Object> {
    @Override
    public Object apply(Object item) {
      return here().get(variable);
    }
  }

  /// Its elements, put together by an operator; null if there are none.
  record Fold(WorkerVariables.Key variable, BinaryOperator<Object> operator)
      implements ViewTask, Task<Object, Object> {
    @Override
    public Object apply(Object item) {
      Object all = here().get(variable);
      Object result = null;
      boolean first = true;
      for (Object element : Shares.elements(variable.name(), all)) {
        result = first ? element : operator.apply(result, element);
        first = false;
      }
      return result;
    }
  }
}
