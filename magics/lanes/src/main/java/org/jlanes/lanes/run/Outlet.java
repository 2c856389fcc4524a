package org.jlanes.lanes.run;

import java.util.List;
import org.jlanes.lanes.Outcome;
import org.jlanes.lanes.RunFacts;

/// Gets the outcomes of a run one by one as they come, on the thread that drives the run. May slow
/// the run down: no item is started while it has no [#room].
///
/// @param <R> the results
public interface Outlet<R> {
  /// What an outlet may do to its run. Safe for any thread.
  interface Tap {
    /// How many items may be in flight at once.
    int window();

    /// Says that there is room again.
    void nudge();

    /// Stops the run; the first reason counts.
    void stop(RunFacts.Ending how, String why);
  }

  /// The run has begun. Called once, before the first outcome.
  default void begun(Tap tap) {}

  /// Whether more items may be started.
  default boolean room() {
    return true;
  }

  /// How many items may be started at once, without looking for room again.
  default int atOnce() {
    return Integer.MAX_VALUE;
  }

  /// How many outcomes the run keeps, the latest ones; asked when one more has come.
  default int kept() {
    return Integer.MAX_VALUE;
  }

  /// An item has ended, well or not; not called for attempts that are followed by another one.
  void arrived(Outcome<R> outcome);

  /// Items have ended, as above. One that looks at none of them need not have the outcomes of a
  /// [Streak] made.
  default void arrived(List<Outcome<R>> outcomes) {
    // Without an object more: an item may have filled the heap.
    for (int i = 0; i < outcomes.size(); i++) {
      arrived(outcomes.get(i));
    }
  }

  /// One that looks at nothing.
  static <R> Outlet<R> none() {
    return new Outlet<>() {
      @Override
      public void arrived(Outcome<R> outcome) {}

      @Override
      public void arrived(List<Outcome<R>> outcomes) {}
    };
  }
}
