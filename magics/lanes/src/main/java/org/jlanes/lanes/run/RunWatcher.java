package org.jlanes.lanes.run;

import java.util.List;
import org.jlanes.lanes.Moved;

/// Is told how a run goes on. Called by the run's clock thread, from half a second on, about five
/// times a second.
@FunctionalInterface
public interface RunWatcher {
  /// How many of the slowest items are named.
  int SLOWEST = 5;

  /// Watches nothing.
  RunWatcher NONE = state -> {};

  /// The state of the run now.
  void progress(State state);

  /// How far a run is.
  ///
  /// @param lane the lane's name
  /// @param total number of items, -1 if unknown
  /// @param started items handed to the lane
  /// @param done items that ended, failed ones included
  /// @param failed items that failed
  /// @param elapsedNanos time since the run began
  /// @param taskNanos time spent on items so far, summed, those that run included
  /// @param slowest the items that have run longest so far, longest first
  /// @param workers the workers seen so far
  /// @param round which repetition this is, from 1
  /// @param rounds how many repetitions there will be
  record State(
      String lane,
      long total,
      int started,
      int done,
      int failed,
      long elapsedNanos,
      long taskNanos,
      List<Item> slowest,
      List<Worker> workers,
      int round,
      int rounds) {}

  /// How long an item ran.
  ///
  /// @param index its position in the source
  record Item(int index, long nanos) {}

  /// What one worker has done and does.
  ///
  /// @param name its name
  /// @param done items that ended there
  /// @param busyNanos time spent on them, and on the one that runs
  /// @param item the item that runs there, -1 if none does or it is not known
  /// @param itemNanos how long it has been running
  /// @param moved what went to the worker and came back so far
  /// @param load how many items it ran on average in each of some equal parts of the time so far
  record Worker(
      String name,
      int done,
      long busyNanos,
      int item,
      long itemNanos,
      Moved moved,
      double[] load) {}
}
