package org.jlanes.lanes.process;

import java.util.List;
import org.jlanes.runtime.envelope.Entry;
import org.jlanes.runtime.envelope.WorkerIdentity;
import org.jlanes.runtime.envelope.WorkerVariables;

/// A body that uses or makes variables which the workers have of their own. As [TaskEntry], its
/// class is on the worker's class path.
///
/// @param needs the worker must have them: with null or zero in their place the body would give
///   wrong results
/// @param marks are the worker's own when the body has run well
/// @param kept whether their values stay when classes come anew; if not, the body runs again
/// @param targets numbers of the workers that run the body; null for all
record SpmdEntry(
    Entry entry,
    List<WorkerVariables.Key> needs,
    List<WorkerVariables.Key> marks,
    boolean kept,
    List<Integer> targets)
    implements Entry {
  private boolean concerns(WorkerIdentity worker) {
    return targets == null || targets.contains(worker.number());
  }

  @Override
  public void prepare(WorkerIdentity worker) {
    if (concerns(worker)) {
      ViewTask.here().require(needs);
    }
  }

  @Override
  public Object run(Object item, int index, WorkerIdentity worker) throws Throwable {
    if (!concerns(worker)) {
      return null;
    }
    Object result = entry.run(item, index, worker);
    ViewTask.here().mark(marks, kept);
    return result;
  }
}
