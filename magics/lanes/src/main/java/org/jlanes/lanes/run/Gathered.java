package org.jlanes.lanes.run;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jlanes.lanes.Outcome;

/// The outcomes of a run, as they come. Owned by the thread that drives the run.
final class Gathered<R> {
  private final Outlet<R> outlet;
  private final List<Outcome<R>> singles = new ArrayList<>();

  /// Those that are kept where not all are; null before the first.
  private Deque<Outcome<R>> latest;

  private final List<Streak<R>> streaks = new ArrayList<>();
  private boolean forgot;

  /// @param outlet says how many are kept
  Gathered(Outlet<R> outlet) {
    this.outlet = outlet;
  }

  /// Adds outcomes that came together, all or, where the heap is full, none: a deque that grows may
  /// lose what it has, so the one here has its room from the beginning.
  void add(List<Outcome<R>> arrived) {
    int most = outlet.kept();
    if (most == Integer.MAX_VALUE && arrived instanceof Streak<R> streak) {
      streaks.add(streak);
      return;
    }
    if (most == Integer.MAX_VALUE) {
      singles.addAll(arrived);
      return;
    }
    if (latest == null) {
      latest = new ArrayDeque<>(most + 1);
    }
    for (Outcome<R> outcome : List.copyOf(arrived)) {
      latest.add(outcome);
      if (latest.size() > most) {
        latest.removeFirst();
        forgot = true;
      }
    }
  }

  /// How many are kept, if there were more; else -1.
  int kept() {
    return forgot ? latest.size() : -1;
  }

  /// All that are kept, in the order of the source.
  InOrder<R> inOrder() {
    return InOrder.of(latest == null ? singles : latest, streaks);
  }
}
