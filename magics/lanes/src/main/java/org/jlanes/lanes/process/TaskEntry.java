package org.jlanes.lanes.process;

import org.jlanes.lanes.LaneContext;
import org.jlanes.lanes.Task;
import org.jlanes.runtime.envelope.Entry;
import org.jlanes.runtime.envelope.ObjectWriter;
import org.jlanes.runtime.envelope.Payload;
import org.jlanes.runtime.envelope.PlainLambda;
import org.jlanes.runtime.envelope.WorkerIdentity;

/// A task as the worker sees it. This class is on the worker's class path, so that only the task
/// itself is sent. No record, whose first reading takes a starting JVM tens of milliseconds.
final class TaskEntry<T, R> implements Entry {
  private static final long serialVersionUID = 1L;

  private final Task<T, R> task;
  private final boolean each;

  /// @param each whether it runs once in each worker
  TaskEntry(Task<T, R> task, boolean each) {
    this.task = task;
    this.each = each;
  }

  /// The payload of this entry if that can be one without an object stream, else null.
  ///
  /// @param observer as for [PlainLambda#of]
  Payload plain(ObjectWriter.Observer observer) {
    return each ? null : PlainLambda.body(task, TaskEntryMaker.class, observer);
  }

  @Override
  @SuppressWarnings("unchecked") // the items are those that were given together with the task
  public Object run(Object item, int index, WorkerIdentity worker) throws Throwable {
    return LaneContext.with(index, worker.number(), worker.workers(), each, task, (T) item);
  }
}
