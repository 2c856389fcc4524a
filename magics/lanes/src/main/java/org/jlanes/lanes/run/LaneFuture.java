package org.jlanes.lanes.run;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jlanes.lanes.Outcome;
import org.jlanes.runtime.scope.CancelledError;
import org.jlanes.runtime.scope.Scope;

/// A task that was given to a lane's executor, and its result. Cancelling it stops the task, where
/// it runs or waits. Safe for any thread.
///
/// Its `Future` methods behave as those of a `FutureTask` do: what the task threw is the cause of
/// the `ExecutionException`, whatever it is. The methods that it has from [CompletableFuture] make
/// ordinary ones, which do not stop the task.
final class LaneFuture<T> extends CompletableFuture<T> implements RunnableFuture<T> {
  /// How far a task is.
  private enum State {
    /// It may be begun by the executor.
    NEW,
    /// The executor gave it back: only [#run] begins it.
    WITHHELD,
    /// It has begun, or never will.
    BEGUN
  }

  private final Callable<T> task;
  private final Runnable command;
  private final Scope scope;
  private final LaneExecutor owner;
  private final long number;
  private final AtomicReference<State> state = new AtomicReference<>(State.NEW);

  /// Somebody cancels it: what it throws is a consequence of that.
  private volatile boolean cancelling;

  /// Also where it runs already.
  private volatile boolean interrupting;

  /// What the task threw.
  private volatile Throwable thrown;

  private final Handover handover = new Handover();

  /// Stops the task while it runs in this JVM, or null. Guarded by the monitor.
  private Runnable stop;

  /// A task of the calling thread's scope.
  ///
  /// @param command what `shutdownNow` gives back instead of the future, or null
  LaneFuture(Callable<T> task, Runnable command, LaneExecutor owner) {
    this.task = task;
    this.command = command;
    this.scope = Scope.current();
    this.owner = owner;
    this.number = owner.nextNumber();
  }

  Callable<T> task() {
    return task;
  }

  /// The scope of who submitted it, or null.
  Scope scope() {
    return scope;
  }

  /// Whether an executor made it that is this one.
  boolean isOf(LaneExecutor executor) {
    return owner.equals(executor);
  }

  /// Its place among the tasks of its executor.
  long number() {
    return number;
  }

  /// What `shutdownNow` gives back.
  Runnable asSubmitted() {
    return command != null ? command : this;
  }

  /// Whether somebody cancels it.
  boolean isCancelling() {
    return cancelling;
  }

  /// Whether who cancels it wants it stopped also if it runs.
  boolean isInterrupting() {
    return interrupting;
  }

  /// Takes it to run it: who gets true does that, and nobody else.
  boolean begin() {
    return state.compareAndSet(State.NEW, State.BEGUN);
  }

  /// Takes it to give it back: who gets true does that, and the executor does not run it any more.
  boolean withhold() {
    return state.compareAndSet(State.NEW, State.WITHHELD);
  }

  /// Says that it was not begun after all, and that the executor does not run it any more.
  void unbegun() {
    state.set(State.WITHHELD);
  }

  /// Runs it on the calling thread, unless that is the executor's business: for who got it from
  /// `shutdownNow`.
  @Override
  public void run() {
    if (state.compareAndSet(State.WITHHELD, State.BEGUN) || begin()) {
      perform(false);
    }
  }

  /// Runs it on the calling thread. After [#begin].
  ///
  /// @param scoped whether it gets a scope of its own, so that it is stopped although it does not
  ///   wait; otherwise it is interrupted
  void perform(boolean scoped) {
    Scope own = scoped && scope != null ? scope.child("task") : null;
    Thread thread = Thread.currentThread();
    synchronized (this) {
      if (!isDone()) {
        stop = own != null ? () -> own.cancel("the task was cancelled") : thread::interrupt;
      }
    }
    T value = null;
    Throwable failure = null;
    try {
      if (!isDone()) {
        Scope where = own != null ? own : scope;
        value = where != null ? where.call(task) : task.call();
      }
    } catch (Throwable t) {
      failure = t;
    }
    synchronized (this) {
      stop = null;
    }
    if (cancelling) {
      // That interrupt has done its work.
      Thread.interrupted();
    }
    if (own != null) {
      own.close();
    }
    settle(value, failure);
  }

  /// Completes it with what the task came to.
  void settle(T value, Throwable failure) {
    if (cancelling) {
      boolean _ = super.cancel(false);
    } else if (failure == null) {
      complete(value);
    } else if (failure instanceof CancelledError) {
      completeExceptionally(Outcome.describe(failure), failure);
    } else {
      thrown = failure;
      if (!completeExceptionally(failure)) {
        thrown = null;
      } else if (command != null) {
        report(failure);
      }
    }
  }

  /// The cell was interrupted, or the executor shut down.
  private void completeExceptionally(String why, Throwable cause) {
    CancellationException cancelled = new CancellationException(why);
    cancelled.initCause(cause);
    boolean _ = completeExceptionally(cancelled);
  }

  /// What `execute` runs has nobody who asks for its failure: as a thread of a pool does.
  private void report(Throwable failure) {
    Thread thread = Thread.currentThread();
    Runnable tell = () -> thread.getUncaughtExceptionHandler().uncaughtException(thread, failure);
    if (scope == null) {
      tell.run();
    } else {
      scope.runRegardless(tell);
    }
  }

  @Override
  public boolean cancel(boolean mayInterrupt) {
    boolean first;
    synchronized (this) {
      first = !isDone() && !cancelling;
      if (first) {
        interrupting = mayInterrupt;
        cancelling = true;
        if (!begin() && mayInterrupt && stop != null) {
          stop.run();
        }
      }
    }
    if (first) {
      // Before those are told who wait for the end: they may take their time.
      owner.cancelled(this, mayInterrupt);
    }
    return super.cancel(mayInterrupt) && isCancelled();
  }

  @Override
  public T get() throws InterruptedException, ExecutionException {
    handover.await(this, Long.MAX_VALUE);
    try {
      return super.get();
    } catch (ExecutionException | CancellationException e) {
      rethrow();
      throw e;
    }
  }

  @Override
  public T get(long timeout, TimeUnit unit)
      throws InterruptedException, ExecutionException, TimeoutException {
    long deadline = System.nanoTime() + unit.toNanos(timeout);
    handover.await(this, unit.toNanos(timeout));
    try {
      return super.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException | CancellationException e) {
      rethrow();
      throw e;
    }
  }

  @Override
  public T join() {
    handover.await(this, Long.MAX_VALUE);
    return super.join();
  }

  /// Has the thread that waits for the task, if there is one, do what completes this.
  ///
  /// @return whether it will
  boolean handOver(Runnable completion) {
    return handover.offer(this, completion);
  }

  /// A CompletableFuture looks into what was thrown.
  private void rethrow() throws ExecutionException {
    Throwable mine = thrown;
    if (mine != null) {
      throw new ExecutionException(mine);
    }
  }

  @Override
  public boolean isCancelled() {
    return thrown == null && super.isCancelled();
  }

  @Override
  public Future.State state() {
    return isDone() && thrown != null ? Future.State.FAILED : super.state();
  }

  @Override
  public Throwable exceptionNow() {
    Throwable mine = thrown;
    return isDone() && mine != null ? mine : super.exceptionNow();
  }

  @Override
  public <U> CompletableFuture<U> newIncompleteFuture() {
    return new CompletableFuture<>();
  }

  /// What runs later belongs to the cell as well.
  @Override
  public Executor defaultExecutor() {
    Executor standard = super.defaultExecutor();
    return scope == null ? standard : later -> standard.execute(scope.bind(later));
  }
}
