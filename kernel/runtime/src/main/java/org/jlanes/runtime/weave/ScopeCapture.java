package org.jlanes.runtime.weave;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.Future;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jlanes.runtime.scope.Scope;

/// What woven code calls where it hands a task to another thread: the task then runs inside the
/// scope of the thread that submitted it, so that its output goes to the right cell and an
/// interrupt of the cell reaches it.
///
/// A pool's threads inherit the scope of whoever happened to create them, and the common pool's
/// inherit none; only the moment of submission knows better. Outside a scope tasks pass unchanged.
/// Each method stands for the JDK method of its name whose receiver is its first parameter;
/// [Weaver] finds them by reflection.
public final class ScopeCapture {
  private ScopeCapture() {}

  /// The executor that `CompletableFuture`'s async methods use without an argument, bound to the
  /// current scope.
  public static Executor executor() {
    Executor standard = new CompletableFuture<Void>().defaultExecutor();
    Scope scope = Scope.current();
    return scope == null ? standard : task -> standard.execute(scope.bind(task));
  }

  /// An executor that the user gives to an async method, bound to the current scope.
  public static Executor executor(Executor given) {
    Scope scope = Scope.current();
    return scope == null || given == null ? given : task -> given.execute(scope.bind(task));
  }

  /// The task, bound to the current scope.
  public static Runnable bind(Runnable task) {
    Scope scope = Scope.current();
    if (scope == null || task == null || task instanceof ForkJoinTask<?>) {
      return task;
    }
    return task instanceof Comparable<?> ranked
        ? new RankedTask(scope, task, ranked)
        : bound(scope, task);
  }

  /// What a library does for itself is done also when the cell has been interrupted that needed it
  /// first: a pool that was never told of a connection's end would be short of one for ever.
  private static Runnable bound(Scope scope, Runnable task) {
    return LibraryLoader.isOfLibrary(task) ? scope.bindRegardless(task) : scope.bind(task);
  }

  private static <T> Callable<T> bind(Callable<T> task) {
    Scope scope = Scope.current();
    if (scope == null || task == null) {
      return task;
    }
    return LibraryLoader.isOfLibrary(task) ? scope.bindRegardless(task) : scope.bind(task);
  }

  /// Whether a library's own executor may look for what it knows in a task of the library's: it
  /// would not find it in a bound one.
  private static boolean knows(Executor executor, Object task) {
    return task != null
        && !task.getClass().isHidden()
        && LibraryLoader.isOfLibrary(task)
        && (LibraryLoader.isOfLibrary(executor)
            || executor instanceof ThreadPoolExecutor pool
                && (LibraryLoader.isOfLibrary(pool.getQueue())
                    || LibraryLoader.isOfLibrary(pool.getRejectedExecutionHandler())));
  }

  private static Runnable bind(Executor executor, Runnable task) {
    return knows(executor, task) ? task : bind(task);
  }

  private static <T> Callable<T> bind(Executor executor, Callable<T> task) {
    return knows(executor, task) ? task : bind(task);
  }

  private static <T> List<Callable<T>> bind(Collection<? extends Callable<T>> tasks) {
    List<Callable<T>> bound = new ArrayList<>(tasks.size());
    tasks.forEach(task -> bound.add(bind(task)));
    return bound;
  }

  /// A bound task that still sorts as the user's task does, for executors on a priority queue.
  private record RankedTask(Scope scope, Runnable task, Comparable<?> rank)
      implements Runnable, Comparable<RankedTask> {
    @Override
    public void run() {
      bound(scope, task).run();
    }

    @Override
    @SuppressWarnings("unchecked")
    public int compareTo(RankedTask other) {
      return ((Comparable<Object>) rank).compareTo(other.rank);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof RankedTask that && task.equals(that.task);
    }

    @Override
    public int hashCode() {
      return Objects.hashCode(task);
    }
  }

  /// The task as the user knows it.
  private static Runnable unbound(Runnable task) {
    return task instanceof RankedTask ranked ? ranked.task : Scope.unbound(task);
  }

  /// Whether the user's own comparator sorts what waits: it knows nothing but the user's tasks.
  private static boolean sorts(Executor executor) {
    return executor instanceof ThreadPoolExecutor pool
        && pool.getQueue() instanceof PriorityBlockingQueue<?> queue
        && queue.comparator() != null;
  }

  /// `Executor.execute`. Where a comparator of the user's sorts the tasks they are left as they
  /// are: they belong to the cell that made the thread.
  public static void execute(Executor executor, Runnable task) {
    executor.execute(sorts(executor) ? task : bind(executor, task));
  }

  /// `Executor.execute`, as referred to by `service::execute`.
  public static void execute(ExecutorService executor, Runnable task) {
    execute((Executor) executor, task);
  }

  /// `ThreadPoolExecutor.remove`.
  public static boolean remove(ThreadPoolExecutor executor, Runnable task) {
    return executor.remove(task)
        || executor.getQueue().stream()
            .filter(waiting -> unbound(waiting).equals(task))
            .findFirst()
            .filter(executor::remove)
            .isPresent();
  }

  /// `ExecutorService.shutdownNow`.
  public static List<Runnable> shutdownNow(ExecutorService executor) {
    List<Runnable> waiting = new ArrayList<>(executor.shutdownNow());
    waiting.replaceAll(ScopeCapture::unbound);
    return waiting;
  }

  /// `ExecutorService.submit`.
  public static Future<?> submit(ExecutorService executor, Runnable task) {
    return executor.submit(bind(executor, task));
  }

  /// `ExecutorService.submit`.
  public static <T> Future<T> submit(ExecutorService executor, Runnable task, T result) {
    return executor.submit(bind(executor, task), result);
  }

  /// `ExecutorService.submit`.
  public static <T> Future<T> submit(ExecutorService executor, Callable<T> task) {
    return executor.submit(bind(executor, task));
  }

  /// `ForkJoinPool.submit`.
  public static ForkJoinTask<?> submit(ForkJoinPool executor, Runnable task) {
    return executor.submit(bind(task));
  }

  /// `ForkJoinPool.submit`.
  public static <T> ForkJoinTask<T> submit(ForkJoinPool executor, Runnable task, T result) {
    return executor.submit(bind(task), result);
  }

  /// `ForkJoinPool.submit`.
  public static <T> ForkJoinTask<T> submit(ForkJoinPool executor, Callable<T> task) {
    return executor.submit(bind(task));
  }

  /// `ForkJoinPool.submit`.
  public static <T> ForkJoinTask<T> submit(ForkJoinPool executor, ForkJoinTask<T> task) {
    if (staysIn(executor, task)) {
      return executor.submit(task);
    }
    inPoolOfScope(executor, task);
    return task;
  }

  /// `ForkJoinPool.execute`.
  public static void execute(ForkJoinPool executor, ForkJoinTask<?> task) {
    if (staysIn(executor, task)) {
      executor.execute(task);
    } else {
      inPoolOfScope(executor, task);
    }
  }

  /// `ForkJoinPool.invoke`.
  public static <T> T invoke(ForkJoinPool executor, ForkJoinTask<T> task) {
    if (staysIn(executor, task)) {
      return executor.invoke(task);
    }
    inPoolOfScope(executor, task);
    return task.join();
  }

  /// Also a library's task in a pool of the library's, whose threads it may know.
  private static boolean staysIn(ForkJoinPool executor, ForkJoinTask<?> task) {
    Scope scope = Scope.current();
    return scope == null
        || task == null
        || ScopeWorker.serves(scope, executor)
        || LibraryLoader.isOfLibrary(task) && !executor.equals(ForkJoinPool.commonPool());
  }

  /// Runs a task, and what it forks, in the pool of the scope that stands for the given one, while
  /// a thread of the given one waits.
  private static void inPoolOfScope(ForkJoinPool executor, ForkJoinTask<?> task) {
    Scope scope = Scope.current();
    executor.execute(
        scope.bind(() -> {
          ScopePools.here(scope).execute(task);
          task.quietlyJoin();
        }));
  }

  /// `CompletionService.submit`.
  public static <T> Future<T> submit(CompletionService<T> executor, Callable<T> task) {
    return executor.submit(bind(task));
  }

  /// `CompletionService.submit`.
  public static <T> Future<T> submit(CompletionService<T> executor, Runnable task, T result) {
    return executor.submit(bind(task), result);
  }

  /// `ExecutorService.invokeAll`.
  public static <T> List<Future<T>> invokeAll(
      ExecutorService executor, Collection<? extends Callable<T>> tasks)
      throws InterruptedException {
    return executor.invokeAll(bind(tasks));
  }

  /// `ExecutorService.invokeAll`.
  public static <T> List<Future<T>> invokeAll(
      ExecutorService executor, Collection<? extends Callable<T>> tasks, long time, TimeUnit unit)
      throws InterruptedException {
    return executor.invokeAll(bind(tasks), time, unit);
  }

  /// `ExecutorService.invokeAny`.
  public static <T> T invokeAny(ExecutorService executor, Collection<? extends Callable<T>> tasks)
      throws InterruptedException, ExecutionException {
    return executor.invokeAny(bind(tasks));
  }

  /// `ExecutorService.invokeAny`.
  public static <T> T invokeAny(
      ExecutorService executor, Collection<? extends Callable<T>> tasks, long time, TimeUnit unit)
      throws InterruptedException, ExecutionException, TimeoutException {
    return executor.invokeAny(bind(tasks), time, unit);
  }

  /// `ScheduledExecutorService.schedule`.
  public static ScheduledFuture<?> schedule(
      ScheduledExecutorService executor, Runnable task, long delay, TimeUnit unit) {
    return executor.schedule(bind(executor, task), delay, unit);
  }

  /// `ScheduledExecutorService.schedule`.
  public static <T> ScheduledFuture<T> schedule(
      ScheduledExecutorService executor, Callable<T> task, long delay, TimeUnit unit) {
    return executor.schedule(bind(executor, task), delay, unit);
  }

  /// `ScheduledExecutorService.scheduleAtFixedRate`.
  public static ScheduledFuture<?> scheduleAtFixedRate(
      ScheduledExecutorService executor, Runnable task, long first, long period, TimeUnit unit) {
    return executor.scheduleAtFixedRate(bind(executor, task), first, period, unit);
  }

  /// `ScheduledExecutorService.scheduleWithFixedDelay`.
  public static ScheduledFuture<?> scheduleWithFixedDelay(
      ScheduledExecutorService executor, Runnable task, long first, long delay, TimeUnit unit) {
    return executor.scheduleWithFixedDelay(bind(executor, task), first, delay, unit);
  }

  /// `Thread.startVirtualThread`.
  public static Thread startVirtualThread(Runnable task) {
    return Thread.startVirtualThread(bind(task));
  }

  /// `Thread.Builder.start`.
  public static Thread start(Thread.Builder builder, Runnable task) {
    return builder.start(bind(task));
  }

  /// `Thread.Builder.unstarted`.
  public static Thread unstarted(Thread.Builder builder, Runnable task) {
    return builder.unstarted(bind(task));
  }
}
