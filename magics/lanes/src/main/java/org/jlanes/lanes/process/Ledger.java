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

  private final Map<String, Meter> meters = new LinkedHashMap<>();

  /// The ledger of a run.
  Ledger(Scope scope) {
    this.cell = scope.output();
  }

  /// Where goes what the worker of a place prints.
  CellOutput output(Slot<?, ?> slot) {
    return cell;
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
