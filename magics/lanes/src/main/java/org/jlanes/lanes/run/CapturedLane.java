package org.jlanes.lanes.run;

import java.io.Serializable;

/// A lane in a stream of objects: what a body captures is in a worker process a lane of that
/// process, with the same options and an executor of its own.
record CapturedLane(String name, RunOptions options, boolean shutDown) implements Serializable {
  private Object readResolve() {
    StandardLane lane = new StandardLane(LaneProviders.backend(name), options);
    if (shutDown) {
      lane.shutdown();
    }
    return lane;
  }
}
