package org.jlanes.lanes.process;

import org.jlanes.lanes.run.RunOptions;
import org.jlanes.runtime.scope.Scope;

/// What is settled about a run before it has workers. Immutable.
///
/// @param id the run's number in its frames
/// @param scope what the items belong to
/// @param pool where workers come from and go back to
/// @param eachWorker whether item `i` must run in worker `i`
/// @param deaths workers that one item may cost before it fails
/// @param chunk items per message, 0 to choose by measurement
record RunTerms(
    int id,
    Shipment shipment,
    Scope scope,
    WorkerPool pool,
    boolean eachWorker,
    int deaths,
    int chunk) {
  /// Workers that one item may cost, unless the option `deaths` says otherwise.
  static final int DEATHS = 3;

  /// The terms that a run's options set.
  static RunTerms of(int id, Shipment shipment, RunOptions options, Scope scope, WorkerPool pool) {
    String deaths = options.more().get("deaths");
    return new RunTerms(
        id,
        shipment,
        scope,
        pool,
        options.eachWorker(),
        deaths == null ? DEATHS : Integer.parseInt(deaths),
        options.chunk());
  }
}
