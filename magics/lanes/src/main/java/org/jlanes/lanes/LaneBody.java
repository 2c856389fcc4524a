package org.jlanes.lanes;

import java.util.concurrent.Callable;

/// A source and what is to be done with each of its items, not yet run: what a lane magic makes of
/// its header and body.
///
/// @param source opens the source; null if the body is to run once on each worker
/// @param task the body
/// @param <T> the items
/// @param <R> the results
public record LaneBody<T, R>(Callable<Source<T>> source, Task<T, R> task) {
  /// A body with a value.
  public static <T, R> LaneBody<T, R> value(Callable<Source<T>> source, Task<T, R> task) {
    return new LaneBody<>(source, task);
  }

  /// A body without a value.
  public static <T> LaneBody<T, Void> action(Callable<Source<T>> source, Action<T> action) {
    return new LaneBody<>(source, new ActionTask<>(action));
  }

  /// A body with a value that runs once on each worker; its item is the worker's number.
  public static <R> LaneBody<Integer, R> eachWorker(Task<Integer, R> task) {
    return new LaneBody<>(null, task);
  }

  /// A body without a value that runs once on each worker.
  public static LaneBody<Integer, Void> eachWorkerAction(Action<Integer> action) {
    return new LaneBody<>(null, new ActionTask<>(action));
  }
}
