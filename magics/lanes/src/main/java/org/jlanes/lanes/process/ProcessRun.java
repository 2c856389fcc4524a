package org.jlanes.lanes.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jlanes.lanes.Moved;
import org.jlanes.lanes.Outcome;
import org.jlanes.lanes.WorkerPools;
import org.jlanes.lanes.run.Backend;
import org.jlanes.lanes.run.Collector;
import org.jlanes.lanes.run.ItemStuck;
import org.jlanes.lanes.run.LaneException;
import org.jlanes.runtime.display.Troubleshooting;
import org.jlanes.runtime.envelope.Frame;

/// One run over items in worker processes, put together from its parts: [Opening], [Dispatch],
/// [Reception], [Deaths] and [Ending]. They share a [Roster], whose monitor is the only lock;
/// outcomes are told, frames written and values serialized outside it.
final class ProcessRun<T, R> implements Backend.Run<T, R>, WorkerProcess.Listener {
  private final RunTerms terms;
  private final Roster<T, R> roster;
  private final Ledger ledger;
  private final Dispatch<T, R> dispatch;
  private final Opening<T, R> opening;
  private final Recycling<T, R> recycling;
  private final Reception<T, R> reception;
  private final Latecomers<T, R> latecomers;
  private final Deaths<T, R> deaths;
  private final ItemStops<T, R> stops;
  private final ItemClock<T, R> clock;
  private final Ending<T, R> ending;
  private volatile long prepareNanos;

  /// A run with these workers, which it gives back when it is closed. Those that are to come are
  /// started while it runs.
  ProcessRun(RunTerms terms, TakenWorkers taken) {
    this.terms = terms;
    this.roster = new Roster<>(terms, taken.workers(), taken.places());
    this.ledger = new Ledger(terms.scope(), taken.places());
    this.dispatch = new Dispatch<>(terms, roster, this::recycle);
    this.opening = new Opening<>(terms, roster, dispatch, ledger);
    this.recycling = new Recycling<>(terms, roster, dispatch, opening, this);
    this.reception = new Reception<>(terms, roster, dispatch);
    this.latecomers = new Latecomers<>(taken.later(), terms, roster, dispatch, opening);
    this.deaths = new Deaths<>(terms, roster, dispatch, opening);
    this.stops = new ItemStops<>(terms, roster);
    this.clock = new ItemClock<>(terms, roster, stops);
    this.ending = new Ending<>(terms, roster);
    for (Variable variable : terms.shipment().closure().assigned()) {
      if (terms.everywhere() != null || terms.remains().own().containsKey(variable)) {
        roster.note(
            "`"
                + variable.label()
                + "` is each worker's own from now on: bodies in the pool `"
                + terms.pool().name()
                + "` see what their worker has, the notebook keeps its value");
        continue;
      }
      if (terms.owned().contains(variable)) {
        continue;
      }
      roster.note(
          "`"
              + variable.label()
              + "` is assigned in the body: that stays in the worker process, the notebook's "
              + (variable.ofClass() ? "field" : "variable")
              + " does not change. Return the value instead"
              + (terms.eachWorker() ? ", or keep it there for later bodies with --own. " : ". ")
              + Troubleshooting.WORKER_SNAPSHOT.hint());
    }
  }

  /// Says in the report that it has fewer workers than it should.
  void lacks(int wanted, String why) {
    roster.lacks(workers(), wanted, why);
  }

  /// Sends the envelope to the workers and waits until one has opened it, or all where each has an
  /// item of its own. If that fails the run is closed.
  ///
  /// @param since when the preparations began, by `System.nanoTime`
  void start(long since) throws LaneException, InterruptedException {
    boolean opened = false;
    try {
      roster.slots().stream()
          .filter(slot -> slot.state == Slot.State.OPENING)
          .toList()
          .forEach(slot -> opening.open(slot, this));
      opening.await();
      // Not before: a JVM that starts takes the cores that the first result needs.
      latecomers.start(this);
      clock.start();
      prepareNanos = System.nanoTime() - since;
      opened = true;
    } finally {
      if (!opened) {
        latecomers.abandon();
        cancel("the run did not begin");
        close();
      }
    }
  }

  @Override
  public int workers() {
    return roster.workers();
  }

  @Override
  public int window() {
    return roster.window();
  }

  @Override
  public long prepareNanos() {
    return prepareNanos;
  }

  @Override
  public List<Backend.Running> running() {
    List<Backend.Running> running = new ArrayList<>();
    synchronized (roster) {
      for (Slot<T, R> slot : roster.slots()) {
        Backend.Running now = slot.running();
        if (now != null) {
          running.add(now);
        }
      }
    }
    return running;
  }

  @Override
  public Map<String, Moved> moved() {
    return ledger.moved();
  }

  @Override
  public List<String> notes() {
    List<String> notes = new ArrayList<>(terms.shipment().closure().remarks());
    notes.addAll(terms.shipment().lease().notes());
    notes.addAll(roster.notes());
    for (String note : List.of(latecomers.note(), recycling.note())) {
      if (!note.isEmpty()) {
        notes.add(note);
      }
    }
    return notes;
  }

  @Override
  public List<Outcome<R>> cutOff() {
    return deaths.cutOff();
  }

  @Override
  public void submit(int index, T item, int attempt, Consumer<Outcome<R>> done) {
    enqueue(new Flight<>(index, Collections.singletonList(item), attempt, done, System.nanoTime()));
  }

  @Override
  public Backend.Snapshot<T> snapshot(T item) {
    return new Packed<>(item, terms.shipment().closure());
  }

  @Override
  public void submit(int index, Backend.Snapshot<T> item, Consumer<Outcome<R>> done) {
    enqueue(new Flight<>(index, (Packed<T>) item, done, System.nanoTime()));
  }

  private void enqueue(Flight<T, R> flight) {
    Throwable failure = roster.enqueue(flight);
    if (failure != null) {
      flight.fail(failure, "");
    } else if (roster.hasRoom()) {
      dispatch.pump();
    }
  }

  @Override
  public void submitAll(int first, List<? extends T> items, Collector<R> done) {
    if (terms.eachWorker()) {
      Backend.Run.super.submitAll(first, items, done);
      return;
    }
    enqueue(new Flight<>(first, items, 1, done, System.nanoTime()));
  }

  @Override
  public void received(WorkerProcess worker, Frame.ToKernel frame) {
    Slot<T, R> slot = roster.slotOf(worker);
    if (frame.run() != terms.id() || slot == null) {
      frame.discard();
      return;
    }
    switch (frame) {
      case Frame.Opened f -> {
        if (isNext(slot, worker)) {
          recycling.opened(slot);
        } else {
          opening.opened(slot);
        }
      }
      case Frame.Refused f -> {
        terms.shipment().lease().forget(worker);
        terms.setups().forEach(setup -> setup.shipment().lease().forget(worker));
        synchronized (roster) {
          worker.forgetAll();
        }
        Throwable failure = terms.shipment().failure(f.failure());
        if (isNext(slot, worker)) {
          recycling.refused(slot, worker, failure);
        } else {
          opening.refused(slot, worker, failure);
        }
      }
      case Frame.Skipped f -> reception.skipped(slot, worker, f);
      case Frame.Finished f -> {
        reception.finished(slot, worker, f);
        latecomers.release();
      }
      case Frame.PlainResults f -> {
        reception.finished(slot, worker, f);
        latecomers.release();
      }
      case Frame.Returned f -> dispatch.returned(slot, worker, f);
      case Frame.Stuck f -> stuck(slot, f);
      case Frame.ClassRequest f -> reception.answer(worker, f);
      case Frame.TraceRequest f -> reception.answer(worker, f);
      default -> throw new IllegalStateException("unexpected frame " + frame.getClass());
    }
  }

  private void stuck(Slot<T, R> slot, Frame.Stuck frame) {
    Frame.Failure where = frame.where();
    roster.stuck(slot, frame.index(), new ItemStuck(where.message(), where.trace()));
  }

  private void recycle(Slot<T, R> slot) {
    recycling.check(slot);
  }

  private boolean isNext(Slot<T, R> slot, WorkerProcess worker) {
    synchronized (roster) {
      return slot.isNext(worker);
    }
  }

  @Override
  public WorkerPools.Work work(WorkerProcess worker) {
    Slot<T, R> slot = roster.slotOf(worker);
    if (slot == null) {
      return null;
    }
    synchronized (roster) {
      Backend.Running running = slot.isNext(worker) ? null : slot.running();
      return running == null
          ? null
          : new WorkerPools.Work(
              running.index(), Duration.ofNanos(System.nanoTime() - running.since()));
    }
  }

  @Override
  public void died(WorkerProcess worker) {
    Slot<T, R> slot = roster.slotOf(worker);
    if (slot != null && isNext(slot, worker)) {
      String how = worker.death().how();
      terms.pool().lost(worker);
      recycling.lost(slot, worker, how);
    } else {
      deaths.died(worker, this);
    }
  }

  @Override
  public void cancel(int index, boolean running, String reason) {
    stops.stop(index, running, reason);
  }

  @Override
  public void cancel(String reason) {
    ending.cancel(reason);
  }

  @Override
  public void close() {
    clock.close();
    latecomers.close();
    ending.close();
    recycling.close();
    terms.shipment().closure().letGo();
  }
}
