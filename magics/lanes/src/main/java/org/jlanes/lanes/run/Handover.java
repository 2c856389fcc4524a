package org.jlanes.lanes.run;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Has the thread that waits for a quick task complete the task's future itself, which saves the
/// way through another thread. Its monitor guards it; any thread.
///
/// A thread waits here for a moment only, as it would on a lock: a thread of a fork-join pool that
/// waits for a `CompletableFuture` has its pool wake another thread each time, which takes longer
/// than many a task.
final class Handover {
  private static final long MOMENT_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private Thread waiting;
  private Runnable handed;

  /// Waits for a moment, unless the future is done, or another thread waits here. What is handed
  /// over meanwhile is run before this returns. An interrupt ends the wait and is kept.
  ///
  /// @param nanos the longest the caller wants to wait
  void await(CompletableFuture<?> future, long nanos) {
    Thread caller = Thread.currentThread();
    synchronized (this) {
      if (waiting != null || future.isDone()) {
        return;
      }
      waiting = caller;
    }
    long deadline = System.nanoTime() + Math.min(nanos, MOMENT_NANOS);
    long left = Math.min(nanos, MOMENT_NANOS);
    while (left > 0 && !future.isDone() && !handedOver() && !caller.isInterrupted()) {
      LockSupport.parkNanos(this, left);
      left = deadline - System.nanoTime();
    }
    Runnable mine;
    synchronized (this) {
      waiting = null;
      mine = handed;
      handed = null;
    }
    if (mine != null) {
      mine.run();
    }
  }

  private synchronized boolean handedOver() {
    return handed != null;
  }

  /// Hands what completes a future to the thread that waits for it.
  ///
  /// @return false if none does, or others have attached something to the future, which may take
  ///   its time
  boolean offer(CompletableFuture<?> future, Runnable completion) {
    Thread who;
    synchronized (this) {
      if (waiting == null || handed != null || future.getNumberOfDependents() > 0) {
        return false;
      }
      handed = completion;
      who = waiting;
    }
    LockSupport.unpark(who);
    return true;
  }
}
