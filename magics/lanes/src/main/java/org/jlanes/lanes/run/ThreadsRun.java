package org.jlanes.lanes.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jlanes.lanes.Outcome;
import org.jlanes.runtime.scope.FullHeap;

/// A run on platform threads, which are started as items come and end with the run.
///
/// The submitting thread owns `threads`; the queues are the hand-over.
final class ThreadsRun<T, R> implements Backend.Run<T, R> {
  /// How long [#close] waits for threads that have no item left; they need microseconds.
  private static final long FAREWELL_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final ItemRunner<T, R> runner;
  private final int workers;
  private final ThreadGroup group;
  private final List<Thread> threads;
  private final List<BlockingQueue<Job>> own;
  private final BlockingQueue<Job> shared = new LinkedBlockingQueue<>();
  private final boolean eachWorker;
  private final AtomicReferenceArray<Backend.Running> running;

  /// What a thread does next with its number and name.
  private interface Job {
    /// Returns whether the thread goes on afterwards.
    boolean run(int worker, String name);
  }

  ThreadsRun(ItemRunner<T, R> runner, int workers, boolean eachWorker, ThreadGroup group) {
    this.runner = runner;
    this.workers = workers;
    this.threads = new ArrayList<>(workers);
    this.own = new ArrayList<>(workers);
    this.running = new AtomicReferenceArray<>(workers);
    this.eachWorker = eachWorker;
    this.group = group;
  }

  @Override
  public int workers() {
    return workers;
  }

  /// One item waits for each one that runs, so that no thread idles while the next is pulled.
  @Override
  public int window() {
    return (int) Math.min(Integer.MAX_VALUE, 2L * workers);
  }

  @Override
  public void submit(int index, T item, int attempt, Consumer<Outcome<R>> done) {
    long queued = System.nanoTime();
    while (true) {
      try {
        add(index, job(index, item, attempt, queued, done));
        return;
      } catch (OutOfMemoryError e) {
        if (!FullHeap.isSaidBy(e) || runner.scope().cancelled()) {
          throw e;
        }
        // An item that has filled the heap fails of that: the others go on.
        FullHeap.pause();
      }
    }
  }

  private Job job(int index, T item, int attempt, long queued, Consumer<Outcome<R>> done) {
    return (worker, name) -> {
      showRunning(worker, name, index);
      done.accept(
          runner.scope().cancelled()
              ? runner.stopped(index, attempt, name, queued)
              : runner.run(index, item, attempt, worker, name, queued));
      running.set(worker, null);
      // What interrupted this item must not reach the next one.
      Thread.interrupted();
      return true;
    };
  }

  /// Adds a job, or nothing if there is no memory; the thread that was started for it stays.
  private void add(int index, Job job) {
    if (threads.size() < workers) {
      startThread();
    }
    (eachWorker ? own.get(index % threads.size()) : shared).add(job);
  }

  private void showRunning(int worker, String name, int index) {
    try {
      running.set(worker, new Backend.Running(name, index, System.nanoTime()));
    } catch (OutOfMemoryError e) {
      // Then the progress does not show this item: the thread must live on.
      running.set(worker, null);
    }
  }

  private void startThread() {
    int worker = threads.size();
    String name = "lane-threads-" + (worker + 1);
    BlockingQueue<Job> queue = eachWorker ? new LinkedBlockingQueue<>() : shared;
    Thread thread = new Thread(group, () -> work(queue, worker, name), name);
    thread.setDaemon(true);
    thread.start();
    // There is room: no thread is started that is not known.
    own.add(queue);
    threads.add(thread);
  }

  private static void work(BlockingQueue<Job> queue, int worker, String name) {
    boolean more = true;
    while (more) {
      try {
        more = queue.take().run(worker, name);
      } catch (InterruptedException e) {
        // Cancelled while waiting: what is queued is still to be answered for, then comes the end.
        more = true;
      }
    }
  }

  @Override
  public List<Backend.Running> running() {
    return IntStream.range(0, workers).mapToObj(running::get).filter(Objects::nonNull).toList();
  }

  @Override
  public void close() {
    for (BlockingQueue<Job> queue : own) {
      FullHeap.outlast(() -> queue.add((worker, name) -> false));
    }
    long deadline = System.nanoTime() + FAREWELL_NANOS;
    boolean interrupted = false;
    for (Thread thread : threads) {
      try {
        TimeUnit.NANOSECONDS.timedJoin(thread, Math.max(1, deadline - System.nanoTime()));
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
