package org.jlanes.lanes.run;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jlanes.lanes.Outcome;

/// The outcomes of a run, as they come. Owned by the thread that drives the run.
final class Gathered<R> {
  private final Outlet<R> outlet;
  private final Deque<Outcome<R>> singles = new ArrayDeque<>();
  private final List<Streak<R>> streaks = new ArrayList<>();
  private boolean forgot;

  /// @param outlet says how many are kept
  Gathered(Outlet<R> outlet) {
    this.outlet = outlet;
  }

  /// Adds outcomes that came together.
  void add(List<Outcome<R>> arrived) {
    int most = outlet.kept();
    if (most == Integer.MAX_VALUE && arrived instanceof Streak<R> streak) {
      streaks.add(streak);
      return;
    }
    for (Outcome<R> outcome : arrived) {
      singles.add(outcome);
      if (singles.size() > most) {
        singles.removeFirst();
        forgot = true;
      }
    }
  }

  /// How many are kept, if there were more; else -1.
  int kept() {
    return forgot ? singles.size() : -1;
  }

  /// All that are kept, in the order of the source.
  InOrder<R> inOrder() {
    return InOrder.of(singles, streaks);
  }
}
