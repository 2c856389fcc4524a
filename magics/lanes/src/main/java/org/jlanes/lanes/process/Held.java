package org.jlanes.lanes.process;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jlanes.runtime.envelope.SharedRegion;

/// The shared memory that a run's values refer to: while the run goes on nobody can close it, and
/// for as long as this object lives the collector does not. Safe for any thread.
final class Held {
  private final Set<SharedRegion> regions = Collections.newSetFromMap(new IdentityHashMap<>());
  private boolean over;

  synchronized void add(List<SharedRegion> more) {
    for (SharedRegion region : more) {
      if (!over && regions.add(region)) {
        region.hold();
      }
    }
  }

  /// The run is over.
  synchronized void letGo() {
    if (!over) {
      over = true;
      regions.forEach(SharedRegion::letGo);
    }
  }
}
