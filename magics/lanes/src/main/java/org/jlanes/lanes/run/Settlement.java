package org.jlanes.lanes.run;

import java.util.ArrayList;
import java.util.List;
import org.jlanes.lanes.Outcome;

/// Settles what arrives in a run: keeps, counts and tells it, or leaves it to another attempt.
/// Where there is no memory for that it is gone on with from where it stood. Owned by the thread
/// that drives the run.
final class Settlement<T, R> {
  private enum Stage {
    NEW,
    KEPT,
    COUNTED,
    TELLING
  }

  private final InFlight<T> inFlight;
  private final RunOptions options;
  private final Stop stop;
  private final RunState state;
  private final Outlet<R> outlet;
  private final Gathered<R> outcomes;
  private final List<Outcome<R>> retried = new ArrayList<>();

  /// What has arrived and is not settled yet: as it came, and then as outcomes.
  private Collected<R> arrival;

  private List<Outcome<R>> arrived;
  private Stage stage = Stage.NEW;
  private boolean again;

  Settlement(
      InFlight<T> inFlight, RunOptions options, Stop stop, RunState state, Outlet<R> outlet) {
    this.inFlight = inFlight;
    this.options = options;
    this.stop = stop;
    this.state = state;
    this.outlet = outlet;
    this.outcomes = new Gathered<>(outlet);
  }

  /// The outcomes so far.
  Gathered<R> outcomes() {
    return outcomes;
  }

  /// Attempts that were followed by another one.
  List<Outcome<R>> retried() {
    return retried;
  }

  /// Whether something is to be settled.
  boolean isDue() {
    return arrival != null;
  }

  /// Gets what is to be settled next, or null.
  void take(Collected<R> next) {
    arrival = next;
  }

  /// Whether the outlet was being told when it failed: it may have heard some, and is not told
  /// again.
  boolean hasFailedToTell() {
    return stage == Stage.TELLING;
  }

  /// Settles what has arrived.
  ///
  /// @return what is to be tried again, or null
  Outcome<R> settle() {
    if (arrived == null) {
      arrived = arrival.collected(System.nanoTime());
    }
    if (stage == Stage.NEW) {
      again = arrived.size() == 1 && triesAgain(arrived.getFirst());
      if (again) {
        retried.add(arrived.getFirst());
      } else {
        outcomes.add(arrived);
      }
      stage = Stage.KEPT;
    }
    if (stage == Stage.KEPT) {
      // Not made again: those who watch had better miss one than see it twice.
      stage = Stage.COUNTED;
      if (again) {
        state.retried(arrived.getFirst());
      } else {
        state.ended(arrived);
      }
    }
    Outcome<R> failed = again ? arrived.getFirst() : null;
    if (!again) {
      tell();
    }
    stage = Stage.NEW;
    arrived = null;
    arrival = null;
    return failed;
  }

  private void tell() {
    if (arrived instanceof Streak<R> streak) {
      inFlight.remove(streak.first(), streak.size());
    } else {
      arrived.forEach(outcome -> inFlight.remove(outcome.index(), 1));
    }
    stage = Stage.TELLING;
    outlet.arrived(arrived);
  }

  /// Only items that ended well come together with others.
  private boolean triesAgain(Outcome<R> outcome) {
    return !outcome.succeeded() && !stop.stopped() && outcome.attempts() <= options.retries();
  }
}
