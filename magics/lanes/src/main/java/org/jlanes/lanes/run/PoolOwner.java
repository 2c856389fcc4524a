package org.jlanes.lanes.run;

import org.jlanes.lanes.LaneFailure;
import org.jlanes.lanes.WorkerPools;
import org.jlanes.lanes.WorkerView;

/// A backend whose workers live in pools that users may look at and steer.
public interface PoolOwner {
  /// The pools, for as long as the backend lives.
  WorkerPools pools();

  /// The workers that runs with these options use, with variables of their own. There are as many
  /// as the options say from now on; without a number, as many as the pool was told to have, or one
  /// per core.
  ///
  /// @throws LaneFailure if they cannot be started
  WorkerView view(RunOptions options);
}
