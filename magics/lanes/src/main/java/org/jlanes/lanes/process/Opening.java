package org.jlanes.lanes.process;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jlanes.lanes.run.LaneException;
import org.jlanes.runtime.envelope.Envelope;
import org.jlanes.runtime.envelope.Frame;

/// Gets workers ready for a run: sends them the envelope, and learns whether they could open it.
/// One that has had all that the body needs before is taken to be ready as soon as the envelope has
/// been sent: waiting for its word would take as long as many a run. What this knows is owned by
/// the lock of the [Roster].
final class Opening<T, R> {
  private final RunTerms terms;
  private final Roster<T, R> roster;
  private final Dispatch<T, R> dispatch;
  private final Ledger ledger;
  private boolean begun;
  private Throwable refusal;

  Opening(RunTerms terms, Roster<T, R> roster, Dispatch<T, R> dispatch, Ledger ledger) {
    this.terms = terms;
    this.roster = roster;
    this.dispatch = dispatch;
    this.ledger = ledger;
  }

  /// Sends the envelope to the worker of a place, whose frames go to `listener` from now on.
  void open(Slot<T, R> slot, WorkerProcess.Listener listener) {
    Envelope envelope;
    WorkerProcess worker;
    synchronized (roster) {
      worker = slot.worker;
      slot.announced.clear();
      slot.set.clear();
      envelope = envelope(slot, worker, slot.announced);
    }
    LaneException failure = send(slot, worker, envelope, listener);
    if (failure != null) {
      refused(slot, worker, failure);
    } else if (worker.opensReadily(envelope)) {
      presume(slot, worker);
    }
  }

  /// Lets a worker take a place that has none, unless the run is over: then it goes back to the
  /// pool.
  void place(Slot<T, R> slot, WorkerProcess worker, WorkerProcess.Listener listener) {
    boolean wanted;
    synchronized (roster) {
      wanted = roster.over() == null;
      if (wanted) {
        slot.worker = worker;
        slot.refusal = null;
      }
      slot.state = wanted ? Slot.State.OPENING : Slot.State.EMPTY;
      roster.notifyAll();
    }
    if (wanted) {
      open(slot, listener);
    } else {
      terms.pool().giveBack(worker);
    }
  }

  @SuppressWarnings("ReferenceEquality") // this very process
  private void presume(Slot<T, R> slot, WorkerProcess worker) {
    synchronized (roster) {
      if (slot.state != Slot.State.OPENING || slot.worker != worker) {
        // It has answered already, or died.
        return;
      }
      slot.state = Slot.State.READY;
      slot.presumed = true;
      roster.notifyAll();
    }
    // A replacement is waited for.
    dispatch.pump(slot);
  }

  /// Sends the envelope to the worker that is to take a place later.
  ///
  /// @throws LaneException if that cannot be done
  void openNext(Slot<T, R> slot, WorkerProcess worker, WorkerProcess.Listener listener)
      throws LaneException {
    Envelope envelope;
    synchronized (roster) {
      if (!slot.isNext(worker)) {
        // The run has ended and has given it back.
        return;
      }
      envelope = envelope(slot, worker, slot.next.announced);
    }
    LaneException failure = send(slot, worker, envelope, listener);
    if (failure != null) {
      throw failure;
    }
  }

  private Envelope envelope(Slot<T, R> slot, WorkerProcess worker, Set<String> announced) {
    List<Envelope.Setup> setups =
        terms.setups().stream().map(setup -> setup.forWorker(worker)).toList();
    return terms
        .shipment()
        .envelope(
            worker, announced, slot.number, roster.slots().size(), terms.scope().cell(), setups);
  }

  private LaneException send(
      Slot<T, R> slot, WorkerProcess worker, Envelope envelope, WorkerProcess.Listener listener) {
    worker.lease(terms, listener, ledger.meter(slot, worker), ledger.output(slot));
    try {
      worker.deliver(new Frame.Open(terms.id(), envelope), null);
      return null;
    } catch (IOException e) {
      synchronized (roster) {
        worker.forget(envelope.classes());
        terms.shipment().lease().forget(worker);
        for (Envelope.Setup setup : envelope.setups()) {
          if (setup.state() != null) {
            worker.setups().remove(setup.id());
            worker.forget(setup.classes());
          }
        }
      }
      return new LaneException("the captured variables are too large: " + e.getMessage(), e);
    }
  }

  /// Waits until a worker has opened the envelope or all have been lost; where each has an item of
  /// its own, until each has opened it or been lost, and at least one must have.
  ///
  /// @throws LaneException if one refused it, or none is left
  void await() throws LaneException, InterruptedException {
    synchronized (roster) {
      while (refusal == null
          && roster.slots().stream().anyMatch(Opening::undecided)
          && (terms.eachWorker() || roster.slots().stream().noneMatch(Opening::ready))) {
        roster.wait();
      }
      Throwable failure = refusal != null ? refusal : roster.hopeless();
      if (failure != null) {
        throw unprepared(failure);
      }
      begun = true;
    }
  }

  private static LaneException unprepared(Throwable failure) {
    return new LaneException(
        "the body could not be prepared in a worker process: " + failure, failure);
  }

  /// One that has had no worker yet gets it later.
  private static boolean undecided(Slot<?, ?> slot) {
    return slot.worker != null
        && (slot.state == Slot.State.OPENING || slot.state == Slot.State.RESTARTING);
  }

  private static boolean ready(Slot<?, ?> slot) {
    return slot.state == Slot.State.READY;
  }

  /// A worker is ready for items.
  void opened(Slot<T, R> slot) {
    synchronized (roster) {
      if (slot.presumed) {
        slot.presumed = false;
        slot.free = System.nanoTime();
        roster.notifyAll();
        return;
      }
      if (slot.state == Slot.State.OPENING) {
        slot.state = Slot.State.READY;
        roster.notifyAll();
      }
    }
    dispatch.pump(slot);
  }

  /// A worker could not open the envelope. Before the run has begun that ends it; after that the
  /// worker was a replacement, and its place stays empty. One that was taken to be ready fails the
  /// items that it gets.
  void refused(Slot<T, R> slot, WorkerProcess worker, Throwable failure) {
    boolean leave;
    synchronized (roster) {
      if (slot.presumed) {
        slot.presumed = false;
        slot.free = System.nanoTime();
        slot.refusal = unprepared(failure);
        roster.notifyAll();
        return;
      }
      if (slot.state != Slot.State.OPENING) {
        return;
      }
      leave = begun;
      if (leave) {
        roster.note(slot.name() + " could not prepare the body: " + failure);
      } else if (refusal == null) {
        refusal = failure;
      }
      slot.state = leave ? Slot.State.EMPTY : Slot.State.READY;
      roster.notifyAll();
    }
    if (leave) {
      worker.leave(terms.id());
      terms.pool().giveBack(worker);
      dispatch.abandon(slot);
    }
  }
}
