package org.jlanes.engine.jshell;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;

/// The thread that owns the JShell instance. Others hand it work and wait, uninterruptibly; while
/// it waits itself, for user code to return, it goes on taking such work.
final class EngineThread {
  /// Deeply nested expressions recurse deeply in javac.
  private static final long STACK_BYTES = 128L << 20;

  private final LinkedBlockingQueue<Runnable> work = new LinkedBlockingQueue<>();
  private final Thread thread;
  private volatile boolean closed;

  EngineThread() {
    thread = new Thread(null, this::loop, "jlanes-engine", STACK_BYTES, false);
    thread.setDaemon(true);
    thread.start();
  }

  private void loop() {
    while (!closed) {
      next().run();
    }
  }

  private Runnable next() {
    return Waiting.uninterruptibly(work::take);
  }

  /// Adds work without waiting for it.
  void post(Runnable task) {
    work.add(task);
  }

  /// Runs a task on the engine thread and returns its value. May be called by any thread.
  <T> T call(Callable<T> task) throws Exception {
    if (Thread.currentThread() == thread) {
      return task.call();
    }
    CompletableFuture<T> result = new CompletableFuture<>();
    post(() -> {
      try {
        result.complete(task.call());
      } catch (Throwable t) {
        // Handed to the caller, whatever it is: the engine thread must live on.
        result.completeExceptionally(t);
      }
    });
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

  /// On the engine thread: works on until `future` is done.
  void workUntil(CompletableFuture<?> future) {
    CompletableFuture<?> _ = future.whenComplete((value, error) -> post(() -> {}));
    while (!future.isDone()) {
      next().run();
    }
  }

  void close() {
    closed = true;
    post(() -> {});
  }
}
