package org.jlanes.lanes.run;

import java.util.List;
import org.jlanes.lanes.Outcome;

/// Outcomes that came together, and are made when they are collected.
public interface Collected<R> {
  /// The outcomes; the same whenever it is asked.
  ///
  /// @param now the time of collecting them, by `System.nanoTime`
  List<Outcome<R>> collected(long now);
}
