package org.jlanes.lanes.run;

import org.jlanes.lanes.WorkerPools;

/// A backend whose workers live in pools that users may look at and steer.
public interface PoolOwner {
  /// The pools, for as long as the backend lives.
  WorkerPools pools();
}
