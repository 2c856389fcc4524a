package org.jlanes.lanes.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jlanes.lanes.run.LaneException;
import org.jlanes.runtime.envelope.Envelope.ShippedClass;

/// Hands waiting items to the workers that have room for them. Any thread may do so; to one worker
/// one thread sends at a time. Has no state of its own; the lock is the [Roster]'s.
final class Dispatch<T, R> {
  private final RunTerms terms;
  private final Roster<T, R> roster;
  private final Consumer<Slot<T, R>> afterwards;

  /// @param afterwards called for a place where what could be sent was, if workers are recycled
  Dispatch(RunTerms terms, Roster<T, R> roster, Consumer<Slot<T, R>> afterwards) {
    this.afterwards = afterwards;
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
      List<Runnable> failed = new ArrayList<>();
      try {
        send(slot, batch, failed);
      } finally {
        roster.delivered(slot);
      }
      // Not before: who is told may close the run, which waits for what is being sent.
      failed.forEach(Runnable::run);
    }
    if (terms.maxItems() > 0) {
      afterwards.accept(slot);
    }
  }

  /// Fails what waits for a worker that will not come.
  void abandon(Slot<T, R> slot) {
    for (Flight<T, R> flight : roster.desert(slot)) {
      Throwable failure = roster.hopeless();
      flight.fail(failure != null ? failure : Roster.deserted(slot), slot.label());
    }
  }

  private void send(Slot<T, R> slot, Roster.Batch<T, R> batch, List<Runnable> failed) {
    WorkerProcess worker = batch.worker();
    Parcel<T, R> parcel = new Parcel<>(extent(slot));
    for (Flight<T, R> flight : batch.flights()) {
      try {
        Closure.Item item = terms.shipment().closure().item(flight.item);
        roster.written(item.value().size());
        boolean wider = item.extent() > parcel.extent;
        if (wider || parcel.size + item.value().size() > Parcel.FULL) {
          post(slot, worker, parcel, failed);
          // What went with a parcel that could not be sent is missing.
          int had = extent(slot);
          wider = item.extent() > had;
          parcel = wider ? new Parcel<>(item.extent(), item.variables()) : new Parcel<>(had);
        }
        parcel.classes.addAll(news(slot, worker, item));
        parcel.add(flight, item.value());
      } catch (LaneException | RuntimeException | Error e) {
        // Serializing runs the code of the item's classes: whatever it throws concerns this item.
        giveUp(slot, flight, e, failed);
      }
    }
    post(slot, worker, parcel, failed);
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

  private void post(
      Slot<T, R> slot, WorkerProcess worker, Parcel<T, R> parcel, List<Runnable> failed) {
    if (parcel.flights.isEmpty()) {
      return;
    }
    try {
      worker.send(parcel.frame(terms.id()), parcel::shipped);
      List<Flight<T, R>> stopped;
      synchronized (roster) {
        slot.extent = parcel.extent;
        stopped = parcel.flights.stream().filter(flight -> flight.stopped != null).toList();
      }
      // Who stops an item may have told the worker before it had it.
      stopped.forEach(flight -> worker.stop(terms.id(), flight.index, true, flight.stopped));
    } catch (IOException | RuntimeException | Error e) {
      synchronized (roster) {
        worker.forget(parcel.classes);
        parcel.classes.forEach(c -> slot.announced.remove(c.name()));
      }
      parcel.flights.forEach(flight -> giveUp(slot, flight, e, failed));
    }
  }

  private void giveUp(
      Slot<T, R> slot, Flight<T, R> flight, Throwable failure, List<Runnable> failed) {
    if (roster.take(slot, flight.index) != null) {
      failed.add(() -> flight.fail(failure, slot.label()));
    }
  }
}
