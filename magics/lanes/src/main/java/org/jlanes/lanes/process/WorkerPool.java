package org.jlanes.lanes.process;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jlanes.lanes.run.LaneException;
import org.jlanes.runtime.scope.UnscopedThread;

/// The idle workers of one name and one amount of memory. A worker serves one run at a time; runs
/// side by side each have their own, so that none waits for another. Safe for any thread.
final class WorkerPool {
  private final String memory;
  private final Deque<WorkerProcess> idle = new ArrayDeque<>();

  /// An empty pool of workers with this much heap; null for the default.
  WorkerPool(String memory) {
    this.memory = memory;
  }

  /// Takes `n` workers out of the pool; starts those that are missing, side by side.
  ///
  /// @throws LaneException if one cannot be started; none is taken then
  List<WorkerProcess> take(int n) throws LaneException, InterruptedException {
    return take(n, n);
  }

  /// Takes a worker for a place in a run that has `workers` of them, so that it gets as much memory
  /// as the others.
  ///
  /// @throws LaneException if it cannot be started
  WorkerProcess replacement(int workers) throws LaneException, InterruptedException {
    return take(1, workers).getFirst();
  }

  private List<WorkerProcess> take(int n, int workers) throws LaneException, InterruptedException {
    List<WorkerProcess> taken = new ArrayList<>();
    for (WorkerProcess worker = poll(); worker != null; worker = poll()) {
      taken.add(worker);
      if (taken.size() == n) {
        return taken;
      }
    }
    List<String> command;
    try {
      command = WorkerCommand.of(memory, workers);
    } catch (LaneException e) {
      abandon(taken, List.of());
      throw e;
    }
    List<Future<WorkerProcess>> starting = new ArrayList<>();
    var threads = UnscopedThread.named("worker-start").factory();
    try (ExecutorService starters = Executors.newThreadPerTaskExecutor(threads)) {
      for (int i = taken.size(); i < n; i++) {
        starting.add(starters.submit(() -> WorkerStart.start(command)));
      }
      collect(starting, taken, starters);
      return taken;
    } catch (ExecutionException e) {
      abandon(taken, starting);
      throw new LaneException(e.getCause().getMessage(), e.getCause());
    } catch (InterruptedException e) {
      abandon(taken, starting);
      throw e;
    }
  }

  private static void collect(
      List<Future<WorkerProcess>> starting, List<WorkerProcess> into, ExecutorService starters)
      throws ExecutionException, InterruptedException {
    try {
      for (Future<WorkerProcess> start : starting) {
        into.add(start.get());
      }
    } catch (InterruptedException e) {
      // Closing the service would wait for the others.
      starters.shutdownNow();
      throw e;
    }
  }

  private synchronized WorkerProcess poll() {
    for (WorkerProcess worker = idle.poll(); worker != null; worker = idle.poll()) {
      if (worker.isAlive() && worker.isUpToDate()) {
        return worker;
      }
      worker.close();
    }
    return null;
  }

  private void abandon(List<WorkerProcess> taken, List<Future<WorkerProcess>> starting) {
    for (Future<WorkerProcess> start : starting) {
      // Interrupts a start that is going on. One that has ended may not be in `taken` yet.
      start.cancel(true);
      if (start.state() == Future.State.SUCCESS && !taken.contains(start.resultNow())) {
        taken.add(start.resultNow());
      }
    }
    taken.reversed().forEach(this::giveBack);
  }

  /// Puts a worker back after a run.
  void giveBack(WorkerProcess worker) {
    worker.release();
    boolean keep;
    synchronized (this) {
      keep = worker.isAlive();
      if (keep && worker.hasServed()) {
        // The one that was used last is the warmest.
        idle.addFirst(worker);
      } else if (keep) {
        // A replacement that came after its run: cold, so never before one that knows the classes.
        idle.addLast(worker);
      }
    }
    if (!keep) {
      worker.close();
    }
  }

  /// Lets the idle workers go, so that the next run gets fresh ones.
  synchronized void refresh() {
    idle.forEach(WorkerProcess::close);
    idle.clear();
  }
}
