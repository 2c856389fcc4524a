package org.jlanes.lanes.run;

import java.util.function.Consumer;
import org.jlanes.lanes.Outcome;

/// Takes the outcomes of a run, on any thread: one, or many that ended well and came together.
public interface Collector<R> extends Consumer<Outcome<R>> {
  /// Takes outcomes of items that ended well.
  void acceptAll(Collected<R> arrivals);
}
