package org.jlanes.lanes.process;

import java.io.IOException;
import java.util.List;
import org.jlanes.lanes.run.LaneException;
import org.jlanes.runtime.envelope.Envelope.ShippedClass;

/// Hands waiting items to the workers that have room for them. Any thread may do so; to one worker
/// one thread sends at a time. Has no state of its own; the lock is the [Roster]'s.
final class Dispatch<T, R> {
  private final RunTerms terms;
  private final Roster<T, R> roster;

  Dispatch(RunTerms terms, Roster<T, R> roster) {
    this.terms = terms;
    this.roster = roster;
  }

  /// Sends to all workers what they have room for, to the one with the least to do first.
  void pump() {
    roster.idlestFirst().forEach(this::pump);
  }

  /// Sends to a worker what it has room for.
  void pump(Slot<T, R> slot) {
    for (var batch = roster.next(slot); batch != null; batch = roster.next(slot)) {
      try {
        send(slot, batch);
      } finally {
        roster.delivered(slot);
      }
    }
  }

  /// Fails what waits for a worker that will not come.
  void abandon(Slot<T, R> slot) {
    for (Flight<T, R> flight : roster.desert(slot)) {
      Throwable failure = roster.hopeless();
      flight.fail(failure != null ? failure : Roster.deserted(slot), slot.label());
    }
  }

  private void send(Slot<T, R> slot, Roster.Batch<T, R> batch) {
    WorkerProcess worker = batch.worker();
    Parcel<T, R> parcel = new Parcel<>(extent(slot));
    for (Flight<T, R> flight : batch.flights()) {
      try {
        Closure.Item item = terms.shipment().closure().item(flight.item);
        roster.written(item.value().size());
        boolean wider = item.extent() > parcel.extent;
        if (wider || parcel.size + item.value().size() > Parcel.FULL) {
          post(slot, worker, parcel);
          // What went with a parcel that could not be sent is missing.
          int had = extent(slot);
          wider = item.extent() > had;
          parcel = wider ? new Parcel<>(item.extent(), item.variables()) : new Parcel<>(had);
        }
        parcel.classes.addAll(news(slot, worker, item));
        parcel.add(flight, item.value());
      } catch (LaneException | RuntimeException | Error e) {
        // Serializing runs the code of the item's classes: whatever it throws concerns this item.
        giveUp(slot, flight, e);
      }
    }
    post(slot, worker, parcel);
  }

  private int extent(Slot<T, R> slot) {
    synchronized (roster) {
      return slot.extent;
    }
  }

  private List<ShippedClass> news(Slot<T, R> slot, WorkerProcess worker, Closure.Item item) {
    synchronized (roster) {
      return terms.shipment().news(item.classes(), worker.known(), slot.announced);
    }
  }

  private void post(Slot<T, R> slot, WorkerProcess worker, Parcel<T, R> parcel) {
    if (parcel.flights.isEmpty()) {
      return;
    }
    try {
      worker.send(parcel.frame(terms.id()), parcel::shipped);
      synchronized (roster) {
        slot.extent = parcel.extent;
      }
    } catch (IOException | RuntimeException | Error e) {
      synchronized (roster) {
        worker.forget(parcel.classes);
        parcel.classes.forEach(c -> slot.announced.remove(c.name()));
      }
      parcel.flights.forEach(flight -> giveUp(slot, flight, e));
    }
  }

  private void giveUp(Slot<T, R> slot, Flight<T, R> flight, Throwable failure) {
    if (roster.take(slot, flight.index) != null) {
      flight.fail(failure, slot.label());
    }
  }
}
