package org.jlanes.lanes.process;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jlanes.lanes.run.LaneException;

/// Starts workers for a pool, whose monitor guards this. Any thread.
final class Starts {
  private final WorkerPool pool;
  private final Members members;

  /// With which a worker has started; null before.
  private WorkerSettings proven;

  Starts(WorkerPool pool, Members members) {
    this.pool = pool;
    this.members = members;
  }

  /// Whether none has ever started.
  boolean unproven() {
    synchronized (pool) {
      return proven == null;
    }
  }

  /// Starts workers side by side, which are the caller's then.
  ///
  /// @param taken gets them
  /// @return why not all have started, or what was said before of that
  /// @throws LaneException if none can be started
  String launch(List<WorkerOrigin> origins, int workers, String before, List<WorkerProcess> taken)
      throws LaneException, InterruptedException {
    Launch launch = new Launch((command, origin) -> start(command, origin, members.leased::add));
    List<WorkerProcess> all = launch.all(origins, workers, started -> abandon(started, origins));
    List<WorkerOrigin> missing = new ArrayList<>(origins);
    all.forEach(worker -> missing.remove(worker.origin()));
    forget(missing);
    taken.addAll(all);
    return launch.shortage() == null ? before : launch.shortage();
  }

  /// Starts workers side by side, which wait as soon as each has started: no run has them, so none
  /// prevents the end of the pool.
  ///
  /// @throws LaneException if one cannot be started
  void launchIdle(List<WorkerOrigin> origins, int workers)
      throws LaneException, InterruptedException {
    Launch launch = new Launch((command, origin) -> start(command, origin, pool::giveBack));
    launch.all(origins, workers, started -> abandon(List.of(), origins));
    forget(origins);
    if (launch.shortage() != null) {
      throw new LaneException(launch.shortage());
    }
  }

  /// Those of them that were not started will not be.
  void forget(List<WorkerOrigin> origins) {
    synchronized (pool) {
      members.starting.removeAll(origins);
      members.orphans.removeAll(origins);
      pool.notifyAll();
    }
  }

  private WorkerProcess start(
      List<String> command, WorkerOrigin origin, Consumer<WorkerProcess> taker)
      throws WorkerStartException {
    WorkerProcess worker = null;
    try {
      worker = WorkerStart.start(command, origin);
    } finally {
      synchronized (pool) {
        members.starting.remove(origin);
        pool.notifyAll();
        if (worker != null) {
          proven = origin.settings();
          taker.accept(worker);
        }
      }
    }
    return worker;
  }

  private void abandon(List<WorkerProcess> started, List<WorkerOrigin> origins) {
    synchronized (pool) {
      forget(origins);
      if (proven != null) {
        // Not to fail for ever because of one cell's option.
        pool.adopt(proven);
      }
    }
    started.reversed().forEach(pool::giveBack);
  }
}
