package org.jlanes.lanes.process;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jlanes.lanes.WorkerPools;
import org.jlanes.lanes.run.LaneException;
import org.jlanes.runtime.scope.UnscopedThread;

/// The workers of one name: those that wait, and those that runs have. A worker serves one run at a
/// time; runs side by side each have their own, so that none waits for another. Safe for any
/// thread.
final class WorkerPool {
  private final String name;
  private final Deque<WorkerProcess> idle = new ArrayDeque<>();
  private final Set<WorkerProcess> leased = new LinkedHashSet<>();
  private final List<WorkerOrigin> starting = new ArrayList<>();
  private WorkerSettings settings;

  /// With which a worker has started; null before.
  private WorkerSettings proven;

  private int size;
  private volatile String stopped;

  /// An empty pool.
  WorkerPool(String name, WorkerSettings settings) {
    this.name = name;
    this.settings = settings;
  }

  String name() {
    return name;
  }

  /// What its workers are started with.
  synchronized WorkerSettings settings() {
    return settings;
  }

  /// Has workers started with other settings from now on; those with others end when nobody has
  /// them.
  synchronized void adopt(WorkerSettings others) {
    settings = others;
  }

  /// How many workers it was told to have, 0 if it was not.
  synchronized int size() {
    return size;
  }

  /// Whether no worker has ever started.
  synchronized boolean unproven() {
    return proven == null && leased.isEmpty() && starting.isEmpty();
  }

  /// Takes `n` workers out of the pool; starts those that are missing, side by side.
  ///
  /// @throws LaneException if one cannot be started, or the pool was stopped; none is taken then
  List<WorkerProcess> take(int n) throws LaneException, InterruptedException {
    return take(n, n);
  }

  /// Takes a worker for a place in a run that has `workers` of them, so that it gets as much memory
  /// as the others.
  ///
  /// @throws LaneException if it cannot be started, or the pool was stopped
  WorkerProcess replacement(int workers) throws LaneException, InterruptedException {
    return take(1, workers).getFirst();
  }

  private List<WorkerProcess> take(int n, int workers) throws LaneException, InterruptedException {
    List<WorkerProcess> taken = new ArrayList<>();
    List<WorkerOrigin> missing;
    synchronized (this) {
      refuseStopped();
      for (WorkerProcess worker = poll(); worker != null; worker = poll()) {
        leased.add(worker);
        taken.add(worker);
        if (taken.size() == n) {
          return taken;
        }
      }
      missing = planned(n - taken.size());
    }
    boolean complete = false;
    try {
      taken.addAll(launch(missing, workers));
      complete = true;
      return taken;
    } finally {
      if (!complete) {
        taken.reversed().forEach(this::giveBack);
      }
    }
  }

  private void refuseStopped() throws LaneException {
    LaneException why = stopped();
    if (why != null) {
      throw why;
    }
  }

  private WorkerProcess poll() {
    for (WorkerProcess worker = idle.poll(); worker != null; worker = idle.poll()) {
      if (worker.isAlive() && worker.origin().isUpToDate(settings)) {
        return worker;
      }
      worker.close();
    }
    return null;
  }

  /// Starts that are about to happen, with numbers that nobody has.
  private List<WorkerOrigin> planned(int n) {
    List<WorkerOrigin> planned = new ArrayList<>();
    for (int number = 1; planned.size() < n; number++) {
      int wanted = number;
      if (origins().noneMatch(origin -> origin.number() == wanted)) {
        WorkerOrigin origin = WorkerOrigin.now(wanted, settings);
        planned.add(origin);
        starting.add(origin);
      }
    }
    return planned;
  }

  private Stream<WorkerOrigin> origins() {
    return Stream.concat(
        starting.stream(), Stream.concat(idle.stream(), leased.stream()).map(w -> w.origin()));
  }

  /// Starts workers side by side, which are the caller's then.
  private List<WorkerProcess> launch(List<WorkerOrigin> origins, int workers)
      throws LaneException, InterruptedException {
    List<WorkerProcess> started = new ArrayList<>();
    List<Future<WorkerProcess>> starts = new ArrayList<>();
    boolean complete = false;
    try (ExecutorService starters =
        Executors.newThreadPerTaskExecutor(UnscopedThread.named("worker-start").factory())) {
      for (WorkerOrigin origin : origins) {
        List<String> command = WorkerCommand.of(origin.settings(), workers);
        starts.add(starters.submit(() -> start(command, origin)));
      }
      try {
        for (Future<WorkerProcess> start : starts) {
          started.add(start.get());
        }
      } catch (InterruptedException e) {
        // Closing the service would wait for the others.
        starters.shutdownNow();
        throw e;
      }
      complete = true;
      return started;
    } catch (ExecutionException e) {
      throw new LaneException(e.getCause().getMessage(), e.getCause());
    } finally {
      if (!complete) {
        abandon(started, starts, origins);
      }
    }
  }

  private WorkerProcess start(List<String> command, WorkerOrigin origin)
      throws WorkerStartException {
    WorkerProcess worker = null;
    try {
      worker = WorkerStart.start(command, origin);
    } finally {
      synchronized (this) {
        starting.remove(origin);
        if (worker != null) {
          proven = origin.settings();
          leased.add(worker);
        }
      }
    }
    return worker;
  }

  private void abandon(
      List<WorkerProcess> started, List<Future<WorkerProcess>> starts, List<WorkerOrigin> origins) {
    for (Future<WorkerProcess> start : starts) {
      // Interrupts a start that is going on. One that has ended may not be in `started` yet.
      start.cancel(true);
      if (start.state() == Future.State.SUCCESS && !started.contains(start.resultNow())) {
        started.add(start.resultNow());
      }
    }
    synchronized (this) {
      starting.removeAll(origins);
      if (proven != null) {
        // Not to fail for ever because of one cell's option.
        settings = proven;
      }
    }
    started.reversed().forEach(this::giveBack);
  }

  /// Puts a worker back after a run.
  void giveBack(WorkerProcess worker) {
    worker.release();
    boolean keep;
    synchronized (this) {
      leased.remove(worker);
      keep =
          stopped == null
              && worker.isAlive()
              && worker.origin().isUpToDate(settings)
              && (size == 0 || idle.size() + leased.size() < size);
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

  /// Forgets a worker that a run had and that has died, or is about to.
  synchronized void lost(WorkerProcess worker) {
    leased.remove(worker);
  }

  /// Lets the idle workers go, so that the next run gets fresh ones.
  synchronized void refresh() {
    idle.forEach(WorkerProcess::close);
    idle.clear();
  }

  /// Ends all workers, for ever.
  ///
  /// @param why what runs that have some are told
  /// @param now whether to do so although runs have some
  /// @return the execution counts of the cells that prevent it (0 for code outside of cells); empty
  ///   if it was done
  List<Integer> stop(String why, boolean now) {
    List<WorkerProcess> killed;
    synchronized (this) {
      List<Integer> cells = leased.stream().map(WorkerProcess::cell).distinct().sorted().toList();
      if (!now && !cells.isEmpty()) {
        return cells;
      }
      stopped = why;
      refresh();
      killed = List.copyOf(leased);
    }
    killed.forEach(WorkerProcess::kill);
    return List.of();
  }

  /// Why no worker comes any more, or null. Takes no lock.
  LaneException stopped() {
    String why = stopped;
    return why == null ? null : new LaneException(why);
  }

  /// Sees to it that there are `n` workers.
  ///
  /// @param stay whether it is to be kept so
  /// @throws LaneException if one cannot be started, or the pool was stopped
  void resize(int n, boolean stay) throws LaneException, InterruptedException {
    List<WorkerOrigin> missing;
    synchronized (this) {
      refuseStopped();
      size = stay ? n : size;
      idle.removeIf(worker -> !worker.isAlive());
      while (idle.size() + leased.size() > n && !idle.isEmpty()) {
        idle.pollLast().close();
      }
      missing = planned(Math.max(0, n - idle.size() - leased.size() - starting.size()));
    }
    launch(missing, n).forEach(this::giveBack);
  }

  /// How many workers there are or will be in a moment.
  synchronized int workers() {
    return (int) origins().count();
  }

  /// What is in it now.
  WorkerPools.Pool view() {
    List<WorkerProcess> waiting;
    List<WorkerProcess> used;
    List<WorkerOrigin> coming;
    synchronized (this) {
      waiting = List.copyOf(idle);
      used = List.copyOf(leased);
      coming = List.copyOf(starting);
    }
    List<WorkerPools.Worker> all = new ArrayList<>();
    waiting.stream().filter(WorkerProcess::isAlive).forEach(w -> all.add(w.view(false)));
    used.stream().filter(WorkerProcess::isAlive).forEach(w -> all.add(w.view(true)));
    coming.forEach(origin -> all.add(origin.view()));
    all.sort(Comparator.comparingInt(WorkerPools.Worker::number));
    return new WorkerPools.Pool(name, settings().text(), size(), all);
  }
}
