package org.jlanes.lanes.process;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jlanes.lanes.WorkerPools;
import org.jlanes.lanes.run.LaneException;
import org.jlanes.runtime.display.Troubleshooting;

/// The workers of one name: those that wait, and those that runs have. A worker serves one run at a
/// time; runs side by side each have their own, so that none waits for another. Safe for any
/// thread.
final class WorkerPool {
  /// A JVM that starts keeps two cores busy.
  private static final int AT_FIRST = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

  /// How long a run waits for workers that were started for another one, rather than start its own.
  private static final long ORPHANS_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final String name;
  private final Members members = new Members();
  private final Deque<WorkerProcess> idle = members.idle;
  private final Set<WorkerProcess> leased = members.leased;
  private WorkerSettings settings;

  private final Starts starts = new Starts(this, members);
  private final Spare spare = new Spare(this);
  private final PoolState state;
  private int size;

  /// Workers of the latest run.
  private int latest;

  private volatile String stopped;

  /// An empty pool.
  ///
  /// @param state what its workers are to have of their own
  WorkerPool(String name, WorkerSettings settings, PoolState state) {
    this.name = name;
    this.settings = settings;
    this.state = state;
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

  /// What its workers have of their own.
  PoolState state() {
    return state;
  }

  /// How many workers it was told to have, 0 if it was not.
  synchronized int size() {
    return size;
  }

  /// How many workers nobody has.
  synchronized int idle() {
    return idle.size();
  }

  /// Whether no worker has ever started.
  synchronized boolean unproven() {
    return starts.unproven() && leased.isEmpty() && members.starting.isEmpty();
  }

  /// Takes `n` workers out of the pool; starts those that are missing, side by side. They are fewer
  /// if the machine has no room for more.
  ///
  /// @throws LaneException if none can be started, or the pool was stopped
  TakenWorkers take(int n) throws LaneException, InterruptedException {
    return take(n, n, n);
  }

  /// Takes those of `n` workers that are there. If there are none, as many are started as the cores
  /// can start in the time of one; the caller has the others started when it has given these
  /// something to do.
  ///
  /// @throws LaneException as [#take]
  TakenWorkers first(int n) throws LaneException, InterruptedException {
    return take(n, n, AT_FIRST);
  }

  /// Starts the workers that [#first] has left.
  ///
  /// @param workers how many the run has with them
  /// @throws LaneException as [#take]
  TakenWorkers rest(List<WorkerOrigin> later, int workers)
      throws LaneException, InterruptedException {
    List<WorkerProcess> taken = new ArrayList<>();
    boolean complete = false;
    try {
      refuseStopped();
      String shortage = starts.launch(later, workers, null, taken);
      complete = true;
      return new TakenWorkers(inOrder(taken), shortage, List.of());
    } finally {
      if (!complete) {
        starts.forget(later);
      }
    }
  }

  /// The run that wanted these is over: the next one waits for them, and starts no others instead.
  synchronized void orphan(List<WorkerOrigin> later) {
    members.orphans.addAll(later);
  }

  /// Those of them that were not started will not be.
  void forget(List<WorkerOrigin> origins) {
    starts.forget(origins);
  }

  /// Takes a worker for a place in a run that has `workers` of them, so that it gets as much memory
  /// as the others.
  ///
  /// @throws LaneException if it cannot be started, or the pool was stopped
  WorkerProcess replacement(int workers) throws LaneException, InterruptedException {
    return take(1, workers, 1).workers().getFirst();
  }

  private TakenWorkers take(int n, int workers, int atFirst)
      throws LaneException, InterruptedException {
    List<WorkerProcess> taken = new ArrayList<>();
    Members.Plan missing;
    int all;
    synchronized (this) {
      long end = System.nanoTime() + ORPHANS_NANOS;
      while (idle.size() < n && !members.orphans.isEmpty() && stopped == null) {
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (left <= 0) {
          break;
        }
        wait(left);
      }
      refuseStopped();
      for (WorkerProcess worker = poll(); worker != null; worker = poll()) {
        leased.add(worker);
        taken.add(worker);
        if (taken.size() == n) {
          break;
        }
      }
      missing = members.plan(n - taken.size(), taken.isEmpty() ? 1 : 0, settings);
      all = workers - n + taken.size() + missing.starts().size();
      latest = all;
    }
    int now = Math.clamp(atFirst - taken.size(), 0, missing.starts().size());
    List<WorkerOrigin> later = missing.starts().subList(now, missing.starts().size());
    String shortage = missing.shortage();
    boolean complete = false;
    try {
      if (now > 0) {
        shortage = starts.launch(missing.starts().subList(0, now), all, shortage, taken);
      }
      complete = true;
      spare.see();
      return new TakenWorkers(
          inOrder(taken), taken.size() + later.size() < n ? shortage : null, List.copyOf(later));
    } finally {
      if (!complete) {
        starts.forget(later);
        taken.reversed().forEach(this::giveBack);
      }
    }
  }

  /// Worker `i` of a run is the same process each time, while the same processes are used.
  private static List<WorkerProcess> inOrder(List<WorkerProcess> workers) {
    workers.sort(Comparator.comparingInt(worker -> worker.origin().number()));
    return workers;
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

  /// Puts a worker back after a run.
  void giveBack(WorkerProcess worker) {
    worker.release();
    boolean keep;
    synchronized (this) {
      leased.remove(worker);
      members.orphans.remove(worker.origin());
      notifyAll();
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

  /// Ends a worker that a run had and that has done enough; another one comes instead.
  void retire(WorkerProcess worker) {
    lost(worker);
    worker.close();
    spare.see();
  }

  /// How many workers are missing: for the latest run, or all that go on, and a spare; a pool that
  /// was told its size has none.
  synchronized int lacking() {
    int wanted = size > 0 ? size : Math.max(latest, leased.size()) + 1;
    return stopped != null || latest == 0 ? 0 : Math.max(0, wanted - members.count());
  }

  /// Starts what is missing.
  ///
  /// @throws LaneException if one cannot be started
  void fill() throws LaneException, InterruptedException {
    Members.Plan missing;
    int workers;
    synchronized (this) {
      idle.removeIf(worker -> !worker.isAlive());
      // Without room there is no spare: nobody has asked for it.
      missing = members.plan(lacking(), 0, settings);
      workers = latest;
    }
    starts.launchIdle(missing.starts(), workers);
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
      notifyAll();
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
  /// @throws LaneException if one cannot be started, or the pool was stopped; or if the machine has
  ///   no room for all, and then none is started and the size is not kept
  void resize(int n, boolean stay) throws LaneException, InterruptedException {
    starts.launchIdle(resized(n, stay), n);
    // A spare that is being started counts, but may not come.
    awaitStarts();
    starts.launchIdle(resized(n, stay), n);
  }

  private synchronized List<WorkerOrigin> resized(int n, boolean stay) throws LaneException {
    refuseStopped();
    idle.removeIf(worker -> !worker.isAlive());
    Members.Plan missing = members.plan(n - members.count(), 0, settings);
    if (missing.shortage() != null) {
      int most = members.count();
      starts.forget(missing.starts());
      throw new LaneException(
          "the pool `"
              + name
              + "` cannot have "
              + n
              + " workers, but "
              + most
              + ": "
              + missing.shortage()
              + ". "
              + Troubleshooting.FEWER_WORKERS.hint());
    }
    size = stay ? n : size;
    while (idle.size() + leased.size() > n && !idle.isEmpty()) {
      idle.pollLast().close();
    }
    return missing.starts();
  }

  private synchronized void awaitStarts() throws InterruptedException {
    while (!members.starting.isEmpty()) {
      wait();
    }
  }

  /// What is in it now.
  WorkerPools.Pool view() {
    PoolState.Now now = state.now();
    List<Integer> cells = now.setups().stream().map(Setup::cell).toList();
    List<Members.Member> all;
    synchronized (this) {
      all = members.all();
    }
    // Asks runs, whose locks are never taken under the pool's.
    List<WorkerPools.Worker> workers =
        all.stream()
            .filter(Members.Member::isThere)
            .map(Members.Member::view)
            .sorted(Comparator.comparingInt(WorkerPools.Worker::number))
            .toList();
    return new WorkerPools.Pool(name, settings().text(), size(), cells, workers);
  }
}
