package org.jlanes.engine.jshell;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.jlanes.runtime.scope.FullHeap;
import org.jlanes.runtime.scope.UnscopedThread;

/// The threads that work with the JShell instance, one at a time: who works holds the turn, and
/// gives it away while it waits for user code to return. So any number of cells can be under way,
/// and none waits for the code of another. Never interrupted, because javac does not bear it.
///
/// Others hand over work and wait, uninterruptibly.
final class EngineThreads {
  /// Deeply nested expressions recurse deeply in javac.
  private static final long STACK_BYTES = 128L << 20;

  private final ReentrantLock turn = new ReentrantLock(true);
  private final ExecutorService threads = Executors.newCachedThreadPool(EngineThreads::thread);

  private static Thread thread(Runnable work) {
    return UnscopedThread.named("jlanes-engine").stackSize(STACK_BYTES).unstarted(work);
  }

  /// Adds work without waiting for it.
  ///
  /// @throws RejectedExecutionException after [#close]
  void post(Runnable task) {
    threads.execute(() -> {
      turn.lock();
      try {
        task.run();
      } finally {
        turn.unlock();
      }
    });
  }

  /// Runs a task on an engine thread and returns its value. May be called by any thread.
  <T> T call(Callable<T> task) throws Exception {
    if (turn.isHeldByCurrentThread()) {
      return task.call();
    }
    CompletableFuture<T> result = new CompletableFuture<>();
    post(() -> complete(result, task));
    try {
      return Waiting.uninterruptibly(result::get);
    } catch (Waiting.Failed e) {
      switch (e.getCause()) {
        case ExecutionException failed when failed.getCause() instanceof Exception cause ->
            throw cause;
        case ExecutionException failed when failed.getCause() instanceof Error cause -> throw cause;
        default -> throw e;
      }
    }
  }

  /// Hands whatever it is to the caller, who waits for nothing else: the engine thread must live
  /// on.
  private static <T> void complete(CompletableFuture<T> result, Callable<T> task) {
    Throwable failure = null;
    try {
      result.complete(task.call());
    } catch (Throwable t) {
      failure = t;
    }
    while (failure != null && !result.isDone()) {
      try {
        result.completeExceptionally(failure);
      } catch (OutOfMemoryError e) {
        FullHeap.pause();
      }
    }
  }

  /// Like [#call] for tasks that throw nothing checked.
  <T> T ask(java.util.function.Supplier<T> task) {
    try {
      return call(task::get);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /// On an engine thread, which holds the turn once: gives it to others until `future` is done.
  void giveWayUntil(CompletableFuture<?> future) {
    if (future.isDone()) {
      return;
    }
    turn.unlock();
    try {
      Waiting.uninterruptibly(() -> {
        future.get();
        return null;
      });
    } finally {
      turn.lock();
    }
  }

  /// Lets the threads end when they have done what was posted.
  void close() {
    threads.shutdown();
  }
}
