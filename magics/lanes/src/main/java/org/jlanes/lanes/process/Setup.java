package org.jlanes.lanes.process;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jlanes.runtime.envelope.Envelope;

/// A body that each worker of a pool runs once, also those that join later (`--everywhere`).
/// Immutable.
///
/// @param id the run that ran it first
/// @param cell that run's cell, 0 for none
/// @param name what tells it from others: one of the same name replaces it
/// @param owned the variables it assigns: they are the workers' own, and are not sent any more
/// @param version of these variables
record Setup(int id, int cell, String name, Shipment shipment, Set<Variable> owned, int version) {
  /// The name of the setup that gives each worker a value pushed to all of them.
  static String push(String variable) {
    return "push " + variable;
  }

  /// The setup that a run leaves.
  static Setup of(RunTerms terms) {
    return new Setup(
        terms.id(),
        terms.scope().cell(),
        terms.everywhere(),
        terms.shipment(),
        Set.copyOf(terms.remains().setup()),
        terms.remains().version());
  }

  /// Those before it that are still of use, and then itself. It replaces one that is the same cell,
  /// or assigns the same variables.
  List<Setup> after(List<Setup> earlier) {
    List<Setup> all = new ArrayList<>(earlier);
    all.removeIf(e -> e.name.equals(name) || (!owned.isEmpty() && owned.equals(e.owned)));
    all.add(this);
    return List.copyOf(all);
  }

  /// What a worker must be sent of it. The caller owns what the worker knows.
  Envelope.Setup forWorker(WorkerProcess worker) {
    return worker.setups().add(id)
        ? new Envelope.Setup(
            id,
            cell,
            shipment.news(shipment.closure().classes(), worker.known(), new HashSet<>()),
            shipment.lease().payload(worker))
        : new Envelope.Setup(id, cell, List.of(), null);
  }

  /// No worker will be sent it any more.
  void release() {
    shipment.lease().release();
  }

  /// The variables that belong to the workers.
  static Set<Variable> owned(List<Setup> setups) {
    Set<Variable> owned = new HashSet<>();
    setups.forEach(setup -> owned.addAll(setup.owned));
    return owned;
  }
}
