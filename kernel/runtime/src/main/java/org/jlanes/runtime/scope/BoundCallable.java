package org.jlanes.runtime.scope;

import java.io.Serializable;
import java.util.concurrent.Callable;

/// Like [BoundRunnable], for a task with a value.
///
/// @param <T> the value's type
record BoundCallable<T>(Scope scope, Callable<T> task, boolean regardless)
    implements Callable<T>, Serializable {
  @Override
  public T call() throws Exception {
    return regardless ? scope.callRegardless(task) : scope.call(task);
  }

  private Object writeReplace() {
    return task;
  }
}
