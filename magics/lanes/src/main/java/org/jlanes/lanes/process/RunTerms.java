package org.jlanes.lanes.process;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jlanes.lanes.run.LaneException;
import org.jlanes.lanes.run.RunOptions;
import org.jlanes.runtime.scope.Scope;

/// What is settled about a run before it has workers. Immutable.
///
/// @param id the run's number in its frames
/// @param scope what the items belong to
/// @param pool where workers come from and go back to
/// @param eachWorker whether item `i` must run in worker `i`
/// @param deaths workers that one attempt at an item may cost, 0 if it is for `retries` to say
/// @param retries as in [RunOptions#retries]
/// @param itemTimeout how long an item may take, or null
/// @param chunk items per message, 0 to choose by measurement
/// @param everywhere the name under which the body becomes a setup if all workers run it well, or
///   null
/// @param state what the workers have of their own, and must have run before
/// @param remains what the run leaves in its workers
/// @param maxItems items that a worker may run in its life, 0 for any number
record RunTerms(
    int id,
    Shipment shipment,
    Scope scope,
    WorkerPool pool,
    boolean eachWorker,
    int deaths,
    int retries,
    Duration itemTimeout,
    int chunk,
    int maxItems,
    String everywhere,
    PoolState.Now state,
    Remains remains) {
  /// Workers that one item may cost where the user has not said how often it may be tried.
  static final int DEATHS = 3;

  /// The terms that a run's options set.
  ///
  /// @throws LaneException if one of them cannot be right
  static RunTerms of(
      int id,
      Shipment shipment,
      RunOptions options,
      Scope scope,
      WorkerPool pool,
      PoolState.Now state,
      Remains remains)
      throws LaneException {
    String deaths = options.more().get("deaths");
    return new RunTerms(
        id,
        shipment,
        scope,
        pool,
        options.eachWorker(),
        deaths == null ? 0 : Integer.parseInt(deaths),
        options.retries(),
        options.itemTimeout(),
        options.chunk(),
        maxItems(options),
        options.more().get("everywhere"),
        state,
        remains);
  }

  /// What each worker must have run before.
  List<Setup> setups() {
    return state.setups();
  }

  /// The variables that the workers had of their own before.
  Set<Variable> owned() {
    return state.owned();
  }

  private static int maxItems(RunOptions options) throws LaneException {
    String given = options.more().get("max-items");
    try {
      int n = given == null ? 0 : Integer.parseInt(given);
      if (n > 0 || given == null) {
        return n;
      }
    } catch (NumberFormatException e) {
      // the same answer as for a number that is too small
    }
    throw new LaneException(
        "--max-items takes a whole number from 1 on; `" + given + "` is not one");
  }

  /// Workers that an attempt at an item may cost before it fails.
  ///
  /// @param attempt which it is, from 1
  /// @param suspect whether so many workers have died in its place that items are not trusted
  int mayCost(int attempt, boolean suspect) {
    if (deaths > 0) {
      return deaths;
    }
    if (retries >= 0) {
      return Math.max(1, retries + 2 - attempt);
    }
    return suspect ? 1 : DEATHS;
  }

  /// How many items the worker of a place may still be given. The caller holds the run's lock.
  int room(Slot<?, ?> slot) {
    return maxItems == 0 || eachWorker || slot.lasting
        ? Integer.MAX_VALUE
        : maxItems - slot.worker.tally().given();
  }
}
