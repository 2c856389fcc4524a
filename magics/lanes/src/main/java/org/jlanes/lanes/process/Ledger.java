package org.jlanes.lanes.process;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jlanes.lanes.Moved;
import org.jlanes.runtime.envelope.Meter;
import org.jlanes.runtime.scope.CellOutput;
import org.jlanes.runtime.scope.Scope;

/// What the workers of a run print, and how much they are sent and send. Its monitor guards it; any
/// thread may use it.
final class Ledger {
  private final CellOutput cell;

  /// Null where there is one worker only.
  private final LineDesk desk;

  private final Map<String, Meter> meters = new LinkedHashMap<>();

  /// The ledger of a run.
  ///
  /// @param workers how many it has
  Ledger(Scope scope, int workers) {
    this.cell = scope.output();
    // Outside of cells who reads it may be a file.
    this.desk = workers == 1 ? null : new LineDesk(cell, scope.cell() > 0);
  }

  /// Where goes what the worker of a place prints: line by line, with the worker's number where
  /// there are several.
  CellOutput output(Slot<?, ?> slot) {
    return desk == null ? cell : new WorkerLines(desk, slot.number + 1);
  }

  /// Counts what goes to a worker in this run and comes from it.
  synchronized Meter meter(Slot<?, ?> slot, WorkerProcess worker) {
    return meters.computeIfAbsent(slot.name(worker), _ -> new Meter());
  }

  /// What has been moved so far, by the workers' names.
  synchronized Map<String, Moved> moved() {
    Map<String, Moved> moved = new LinkedHashMap<>();
    meters.forEach((name, meter) -> moved.put(name, new Moved(meter.sent(), meter.received())));
    return moved;
  }
}
