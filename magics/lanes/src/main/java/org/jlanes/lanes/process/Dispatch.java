package org.jlanes.lanes.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jlanes.lanes.run.LaneException;
import org.jlanes.runtime.envelope.Envelope.ShippedClass;
import org.jlanes.runtime.envelope.Frame;
import org.jlanes.runtime.envelope.PlainValues;

/// Hands waiting items to the workers that have room for them. Any thread may do so; to one worker
/// one thread sends at a time. Has no state of its own; the lock is the [Roster]'s.
final class Dispatch<T, R> {
  private final RunTerms terms;
  private final Roster<T, R> roster;
  private final Sharing<T, R> sharing;
  private final Consumer<Slot<T, R>> afterwards;

  /// @param afterwards called for a place where what could be sent was, if workers are recycled
  Dispatch(RunTerms terms, Roster<T, R> roster, Consumer<Slot<T, R>> afterwards) {
    this.afterwards = afterwards;
    this.terms = terms;
    this.roster = roster;
    this.sharing = new Sharing<>(terms, roster);
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
    sharing.see(slot);
  }

  /// A worker has given items back.
  void returned(Slot<T, R> slot, WorkerProcess worker, Frame.Returned frame) {
    sharing.returned(slot, worker, frame);
    pump();
  }

  /// Fails what waits for a worker that will not come.
  void abandon(Slot<T, R> slot) {
    for (Flight<T, R> flight : roster.desert(slot)) {
      Throwable failure = roster.hopeless();
      flight.fail(failure != null ? failure : Roster.deserted(slot), slot.label());
    }
  }

  private void send(Slot<T, R> slot, Waiting.Batch<T, R> batch, List<Runnable> failed) {
    List<Flight<T, R>> flights = batch.flights();
    int from = 0;
    while (from < flights.size()) {
      boolean plain = PlainValues.has(flights.get(from).item);
      int to = from + 1;
      while (to < flights.size() && PlainValues.has(flights.get(to).item) == plain) {
        to++;
      }
      if (plain) {
        sendPlain(slot, batch, flights.subList(from, to), failed);
      } else {
        sendObjects(slot, batch, flights.subList(from, to), failed);
      }
      from = to;
    }
  }

  private void sendPlain(
      Slot<T, R> slot,
      Waiting.Batch<T, R> batch,
      List<Flight<T, R>> flights,
      List<Runnable> failed) {
    int[] indices = new int[flights.size()];
    Object[] items = new Object[flights.size()];
    long size = 0;
    for (int i = 0; i < items.length; i++) {
      Flight<T, R> flight = flights.get(i);
      indices[i] = flight.index;
      items[i] = flight.item;
      size += PlainValues.size(flight.item);
    }
    roster.written(size / items.length);
    batch.worker().willRun(items.length);
    try {
      post(batch, flights, new Frame.PlainItems(terms.id(), indices, items));
    } catch (IOException | RuntimeException | Error e) {
      flights.forEach(flight -> giveUp(slot, flight, e, failed));
    }
  }

  private void post(Waiting.Batch<T, R> batch, List<Flight<T, R>> flights, Frame frame)
      throws IOException {
    if (batch.waited()) {
      batch.worker().deliver(frame, batch.shipping()::done);
    } else {
      batch.worker().send(frame, batch.shipping()::done);
    }
    List<Flight<T, R>> stopped;
    synchronized (roster) {
      stopped = flights.stream().filter(flight -> flight.stopped != null).toList();
    }
    // Who stops an item may have told the worker before it had it.
    stopped.forEach(flight -> batch.worker().stop(terms.id(), flight.index, true, flight.stopped));
  }

  private void sendObjects(
      Slot<T, R> slot,
      Waiting.Batch<T, R> batch,
      List<Flight<T, R>> flights,
      List<Runnable> failed) {
    WorkerProcess worker = batch.worker();
    Parcel<T, R> parcel = new Parcel<>(extent(slot));
    for (Flight<T, R> flight : flights) {
      try {
        Closure.Item item = terms.shipment().closure().item(flight.item);
        roster.written(item.value().size());
        boolean wider = item.extent() > parcel.extent;
        if (wider || parcel.size + item.value().size() > Parcel.FULL) {
          post(slot, batch, parcel, failed);
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
    post(slot, batch, parcel, failed);
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
      Slot<T, R> slot, Waiting.Batch<T, R> batch, Parcel<T, R> parcel, List<Runnable> failed) {
    if (parcel.flights.isEmpty()) {
      return;
    }
    try {
      post(batch, parcel.flights, parcel.frame(terms.id()));
      synchronized (roster) {
        slot.extent = parcel.extent;
      }
    } catch (IOException | RuntimeException | Error e) {
      synchronized (roster) {
        batch.worker().forget(parcel.classes);
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
