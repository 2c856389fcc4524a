package org.jlanes.lanes.process;

import org.jlanes.lanes.Task;
import org.jlanes.runtime.envelope.Entry;
import org.jlanes.runtime.envelope.EntryMaker;

/// Makes entries of tasks that run once for each item; for the worker, which finds it by its name.
public final class TaskEntryMaker implements EntryMaker {
  /// For the worker.
  public TaskEntryMaker() {}

  @Override
  public Entry entry(Object lambda) {
    return new TaskEntry<>((Task<?, ?>) lambda, false);
  }
}
