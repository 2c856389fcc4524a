package org.jlanes.lanes.run;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/// What the executors of all lanes have in common: tasks become [LaneFuture]s. Safe for any thread.
abstract class LaneExecutor extends AbstractExecutorService {
  /// A runnable as a task.
  private record Done<T>(Runnable command, T result) implements Callable<T>, Serializable {
    @Override
    public T call() {
      command.run();
      return result;
    }
  }

  private final AtomicLong numbers = new AtomicLong();

  final long nextNumber() {
    return numbers.getAndIncrement();
  }

  /// Tasks that were not begun, for `shutdownNow`: in the order in which they were submitted.
  static List<Runnable> givenBack(List<LaneFuture<?>> tasks) {
    return tasks.stream()
        .sorted(Comparator.comparingLong(LaneFuture::number))
        .map(LaneFuture::asSubmitted)
        .toList();
  }

  /// Has a task run.
  ///
  /// @throws java.util.concurrent.RejectedExecutionException if the executor was shut down or the
  ///   lane cannot run it
  abstract void start(LaneFuture<?> task);

  /// A task is being cancelled. Called once for each.
  ///
  /// @param running whether it is to be stopped also if it has begun
  abstract void cancelled(LaneFuture<?> task, boolean running);

  @Override
  protected final <T> RunnableFuture<T> newTaskFor(Callable<T> task) {
    return future(task);
  }

  @Override
  protected final <T> RunnableFuture<T> newTaskFor(Runnable task, T result) {
    return future(new Done<>(Objects.requireNonNull(task), result));
  }

  private <T> LaneFuture<T> future(Callable<T> task) {
    return new LaneFuture<>(Objects.requireNonNull(task), null, this);
  }

  private <T> CompletableFuture<T> started(Callable<T> task) {
    LaneFuture<T> future = future(task);
    start(future);
    return future;
  }

  @Override
  public final <T> CompletableFuture<T> submit(Callable<T> task) {
    return started(task);
  }

  @Override
  public final CompletableFuture<?> submit(Runnable task) {
    return submit(task, null);
  }

  @Override
  public final <T> CompletableFuture<T> submit(Runnable task, T result) {
    return started(new Done<>(Objects.requireNonNull(task), result));
  }

  @Override
  public final void execute(Runnable command) {
    Objects.requireNonNull(command);
    // From invokeAll, or given back by shutdownNow and tried again elsewhere.
    start(
        command instanceof LaneFuture<?> future && future.isOf(this)
            ? future
            : new LaneFuture<>(new Done<>(command, null), command, this));
  }

  @Override
  public final <T> T invokeAny(Collection<? extends Callable<T>> tasks)
      throws InterruptedException, ExecutionException {
    try {
      return any(tasks, Long.MAX_VALUE);
    } catch (TimeoutException e) {
      throw new IllegalStateException("without a timeout", e);
    }
  }

  @Override
  public final <T> T invokeAny(Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
      throws InterruptedException, ExecutionException, TimeoutException {
    return any(tasks, unit.toNanos(timeout));
  }

  /// One after the other as long as none has ended: where tasks run on the calling thread the first
  /// good one is the only one.
  private <T> T any(Collection<? extends Callable<T>> tasks, long nanos)
      throws InterruptedException, ExecutionException, TimeoutException {
    if (tasks.isEmpty()) {
      throw new IllegalArgumentException("there are no tasks");
    }
    List<LaneFuture<T>> all = new ArrayList<>();
    for (Callable<T> task : tasks) {
      all.add(future(task));
    }
    long deadline = System.nanoTime() + nanos;
    BlockingQueue<LaneFuture<T>> ended = new LinkedBlockingQueue<>();
    ExecutionException failure = null;
    Iterator<LaneFuture<T>> next = all.iterator();
    try {
      for (int left = all.size(); left > 0; ) {
        LaneFuture<T> done = ended.poll();
        if (done == null && next.hasNext()) {
          LaneFuture<T> future = next.next();
          CompletableFuture<T> _ = future.whenComplete((value, thrown) -> ended.add(future));
          start(future);
        } else {
          if (done == null) {
            done = ended.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
          }
          if (done == null) {
            throw new TimeoutException();
          }
          left--;
          try {
            return done.get();
          } catch (ExecutionException e) {
            failure = e;
          } catch (CancellationException e) {
            failure = new ExecutionException(e);
          }
        }
      }
      throw failure;
    } finally {
      all.forEach(future -> future.cancel(true));
    }
  }
}
