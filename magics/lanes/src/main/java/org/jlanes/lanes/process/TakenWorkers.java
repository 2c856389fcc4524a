package org.jlanes.lanes.process;

import java.util.List;

/// Workers that a run has taken from a pool.
///
/// @param shortage why they are, or will be, fewer than was asked for, or null
/// @param later those that are still to be started, with [WorkerPool#rest]
record TakenWorkers(List<WorkerProcess> workers, String shortage, List<WorkerOrigin> later) {
  /// How many there will be.
  int places() {
    return workers.size() + later.size();
  }
}
