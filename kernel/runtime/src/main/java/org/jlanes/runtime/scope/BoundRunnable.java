package org.jlanes.runtime.scope;

import java.io.Serializable;

/// A task that runs inside a scope. Sent to another process, it is the task alone: the scope stays
/// here.
///
/// @param regardless whether it runs in a cancelled scope too
record BoundRunnable(Scope scope, Runnable task, boolean regardless)
    implements Runnable, Serializable {
  @Override
  public void run() {
    if (regardless) {
      scope.runRegardless(task);
    } else {
      scope.run(task);
    }
  }

  private Object writeReplace() {
    return task;
  }
}
