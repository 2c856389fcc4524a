package org.jlanes.lanes.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jlanes.lanes.run.LaneException;
import org.jlanes.runtime.envelope.Envelope.ShippedClass;
import org.jlanes.runtime.envelope.Frame;
import org.jlanes.runtime.envelope.PlainColumn;
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

  private void send(Slot<T, R> slot, Waiting.Batch batch, List<Runnable> failed) {
    List<Load> alike = new ArrayList<>();
    boolean plain = true;
    for (Load load : batch.loads()) {
      int from = 0;
      while (from < load.size()) {
        boolean next = PlainValues.has(load.items()[from]);
        if (next != plain) {
          send(slot, batch, alike, plain, failed);
          alike = new ArrayList<>();
          plain = next;
        }
        int to = PlainValues.next(load.items(), from);
        alike.add(load.part(from, to));
        from = to;
      }
    }
    send(slot, batch, alike, plain, failed);
  }

  private void send(
      Slot<T, R> slot,
      Waiting.Batch batch,
      List<Load> loads,
      boolean plain,
      List<Runnable> failed) {
    if (plain && !loads.isEmpty()) {
      sendPlain(slot, batch, loads, failed);
    } else {
      sendObjects(slot, batch, loads, failed);
    }
  }

  private void sendPlain(
      Slot<T, R> slot, Waiting.Batch batch, List<Load> loads, List<Runnable> failed) {
    int[] indices = Load.indices(loads);
    PlainColumn items = PlainColumn.of(Load.items(loads));
    roster.written(items.bytes() / indices.length);
    batch.worker().willRun(indices.length);
    try {
      post(slot, batch, indices, new Frame.PlainItems(terms.id(), indices, items));
    } catch (IOException | RuntimeException | Error e) {
      giveUp(slot, indices, e, failed);
    }
  }

  private void post(Slot<T, R> slot, Waiting.Batch batch, int[] indices, Frame frame)
      throws IOException {
    if (batch.waited()) {
      batch.worker().deliver(frame, batch.shipping()::done);
    } else {
      batch.worker().send(frame, batch.shipping()::done);
    }
    // Who stops an item may have told the worker before it had it.
    Map<Integer, String> stopped = roster.stopped(slot, indices);
    stopped.forEach((index, reason) -> batch.worker().stop(terms.id(), index, true, reason));
  }

  private void sendObjects(
      Slot<T, R> slot, Waiting.Batch batch, List<Load> loads, List<Runnable> failed) {
    Parcel parcel = new Parcel(null);
    List<Packed<?>> begun = new ArrayList<>();
    try {
      for (Load load : loads) {
        for (int i = 0; i < load.size(); i++) {
          parcel = pack(slot, batch, load.part(i, i + 1), parcel, begun, failed);
        }
      }
      post(slot, batch, parcel, failed);
    } finally {
      begun.forEach(Packed::end);
    }
  }

  /// Adds an item to a parcel, or to another one if that is full: then it is sent.
  ///
  /// @param begun gets it if it was packed
  private Parcel pack(
      Slot<T, R> slot,
      Waiting.Batch batch,
      Load one,
      Parcel before,
      List<Packed<?>> begun,
      List<Runnable> failed) {
    Parcel parcel = before;
    try {
      Closure.Item item;
      if (one.items()[0] instanceof Packed<?> packed) {
        boolean next = batch.free() && begun.isEmpty();
        begun.add(packed);
        item = packed.begin(next);
      } else {
        item = terms.shipment().closure().item(one.items()[0]);
      }
      roster.written(item.value().size());
      List<ShippedClass> news = news(slot, batch.worker(), item);
      boolean full = parcel.size + item.value().size() > Parcel.FULL;
      if (full || !news.isEmpty() || lacks(slot, parcel, item.more())) {
        post(slot, batch, parcel, failed);
        parcel = next(slot, item.more(), !news.isEmpty());
      }
      parcel.classes.addAll(news);
      parcel.add(one.index(), one.attempts(), item);
    } catch (LaneException | RuntimeException | Error e) {
      // Serializing runs the code of the item's classes: whatever it throws concerns this item.
      giveUp(slot, new int[] {one.index()}, e, failed);
    }
    return parcel;
  }

  /// Whether a worker that has a parcel still lacks variables of an item.
  private boolean lacks(Slot<T, R> slot, Parcel parcel, ItemVariables more) {
    if (more == null) {
      return false;
    }
    Map<Variable, Integer> set;
    synchronized (roster) {
      set = new HashMap<>(slot.set);
    }
    parcel.putInto(set);
    return !more.areIn(set);
  }

  /// An empty parcel for an item, when those before it have been sent, or could not be.
  ///
  /// @param wider whether it brings classes: the worker may have to define all of its own anew
  ///   then, without the variables that items have set
  private Parcel next(Slot<T, R> slot, ItemVariables more, boolean wider) {
    synchronized (roster) {
      if (wider) {
        slot.set.clear();
      }
      return new Parcel(more == null || more.areIn(slot.set) ? null : more);
    }
  }

  private List<ShippedClass> news(Slot<T, R> slot, WorkerProcess worker, Closure.Item item) {
    synchronized (roster) {
      return terms.shipment().news(item.classes(), worker.known(), slot.announced);
    }
  }

  private void post(Slot<T, R> slot, Waiting.Batch batch, Parcel parcel, List<Runnable> failed) {
    if (parcel.isEmpty()) {
      return;
    }
    try {
      post(slot, batch, parcel.indices(), parcel.frame(terms.id()));
      synchronized (roster) {
        parcel.putInto(slot.set);
      }
    } catch (IOException | RuntimeException | Error e) {
      synchronized (roster) {
        batch.worker().forget(parcel.classes);
        parcel.classes.forEach(c -> slot.announced.remove(c.name()));
      }
      giveUp(slot, parcel.indices(), e, failed);
    }
  }

  private void giveUp(Slot<T, R> slot, int[] indices, Throwable failure, List<Runnable> failed) {
    for (Roster.Taken<T, R> taken : roster.take(slot, indices)) {
      failed.add(() -> taken.flight().fail(failure, slot.label()));
    }
  }
}
