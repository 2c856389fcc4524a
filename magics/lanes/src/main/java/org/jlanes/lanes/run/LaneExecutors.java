package org.jlanes.lanes.run;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// The executor services behind the lanes.
final class LaneExecutors {
  private LaneExecutors() {}

  static LaneExecutor of(Backend backend, RunOptions options) {
    refuse(backend, options);
    return switch (backend) {
      case SequentialBackend b ->
          new LocalExecutor(new SameThread(), new Gate(0, options.ratePerSecond()), true);
      case ThreadsBackend b ->
          new LocalExecutor(pool(options), new Gate(0, options.ratePerSecond()), true);
      case VirtualBackend b -> perTask(options);
      default -> new BackendExecutor(backend, options.withWorkers(workers(options)));
    };
  }

  /// What is meant for a run as a whole is not ignored in silence.
  private static void refuse(Backend backend, RunOptions options) {
    boolean ours =
        backend instanceof SequentialBackend
            || backend instanceof ThreadsBackend
            || backend instanceof VirtualBackend;
    String what =
        options.timeout() != null || options.itemTimeout() != null
            ? "timeout: wait with get(timeout, unit), or use map or forEach"
            : options.retries() > 0
                ? "retries: try again inside the task, or use map or forEach"
                : options.repeat() > 1
                    ? "repetitions: use map or forEach"
                    : options.keepsResults()
                        ? "cache and nothing to resume: use map or forEach"
                        : options.ratePerSecond() > 0 && !ours ? "rate: use map or forEach" : null;
    if (what != null) {
      throw new UnsupportedOperationException(
          "tasks that are submitted to the " + backend.lane() + " lane know no " + what);
    }
  }

  /// The workers that keep within the limit; 0 for as many as the lane likes.
  private static int workers(RunOptions options) {
    if (options.limit() == 0) {
      return options.workers();
    }
    int most =
        options.workers() > 0 ? options.workers() : Runtime.getRuntime().availableProcessors();
    return Math.min(options.limit(), most);
  }

  private static ExecutorService pool(RunOptions options) {
    int given = workers(options);
    int workers = given > 0 ? given : Runtime.getRuntime().availableProcessors();
    AtomicInteger number = new AtomicInteger();
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            workers,
            workers,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task ->
                Thread.ofPlatform()
                    .daemon()
                    .name("lane-threads-" + number.incrementAndGet())
                    .unstarted(task));
    // A lane that nobody closes must not keep threads for ever.
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  private static LaneExecutor perTask(RunOptions options) {
    int limit = options.limit() > 0 ? options.limit() : options.workers();
    return new LocalExecutor(
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("lane-virtual-", 1).factory()),
        new Gate(limit, options.ratePerSecond()),
        false);
  }

  /// Runs each task on the thread that submits it.
  private static final class SameThread extends AbstractExecutorService {
    private volatile boolean shutDown;
    private final AtomicInteger running = new AtomicInteger();

    @Override
    public void execute(Runnable command) {
      if (shutDown) {
        throw new RejectedExecutionException("this lane was shut down");
      }
      running.incrementAndGet();
      try {
        command.run();
      } finally {
        synchronized (running) {
          running.decrementAndGet();
          running.notifyAll();
        }
      }
    }

    @Override
    public void shutdown() {
      synchronized (running) {
        shutDown = true;
        running.notifyAll();
      }
    }

    @Override
    public List<Runnable> shutdownNow() {
      shutdown();
      return List.of();
    }

    @Override
    public boolean isShutdown() {
      return shutDown;
    }

    @Override
    public boolean isTerminated() {
      return shutDown && running.get() == 0;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
      long deadline = System.nanoTime() + unit.toNanos(timeout);
      synchronized (running) {
        while (!isTerminated()) {
          long left = deadline - System.nanoTime();
          if (left <= 0) {
            return false;
          }
          TimeUnit.NANOSECONDS.timedWait(running, Math.max(left, 1_000_000));
        }
        return true;
      }
    }
  }
}
