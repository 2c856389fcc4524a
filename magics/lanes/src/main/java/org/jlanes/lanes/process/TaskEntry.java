package org.jlanes.lanes.process;

import org.jlanes.lanes.LaneContext;
import org.jlanes.lanes.Task;
import org.jlanes.runtime.envelope.Entry;
import org.jlanes.runtime.envelope.WorkerIdentity;

/// A task as the worker sees it. This class is on the worker's class path, so that only the task
/// itself is sent.
///
/// @param each whether it runs once in each worker
record TaskEntry<T, R>(Task<T, R> task, boolean each) implements Entry {
  @Override
  @SuppressWarnings("unchecked") // the items are those that were given together with the task
  public Object run(Object item, int index, WorkerIdentity worker) throws Throwable {
    return LaneContext.with(index, worker.number(), worker.workers(), each, task, (T) item);
  }
}
