package org.jlanes.lanes.process;

import java.io.IOException;
import java.util.List;
import org.jlanes.lanes.ItemTiming;
import org.jlanes.lanes.Outcome;
import org.jlanes.lanes.run.LaneException;
import org.jlanes.runtime.engine.TraceLines;
import org.jlanes.runtime.envelope.Envelope.ShippedClass;
import org.jlanes.runtime.envelope.Frame;
import org.jlanes.runtime.scope.CancelledError;

/// Turns what workers send into outcomes, and answers their questions. Used by the threads that
/// read the workers' frames; has no state of its own; the lock is the [Roster]'s.
final class Reception<T, R> {
  private final RunTerms terms;
  private final Roster<T, R> roster;
  private final Dispatch<T, R> dispatch;

  Reception(RunTerms terms, Roster<T, R> roster, Dispatch<T, R> dispatch) {
    this.terms = terms;
    this.roster = roster;
    this.dispatch = dispatch;
  }

  /// A class that the worker met by name only.
  void answer(WorkerProcess worker, Frame.ClassRequest request) {
    try {
      ShippedClass found = terms.shipment().find(request.name());
      worker.send(new Frame.ClassReply(terms.id(), request.number(), found), null);
    } catch (IOException e) {
      throw new IllegalStateException("no class file is that large", e);
    }
  }

  /// An exception that a body prints. On a thread of its own: what knows the cells may be busy, and
  /// others' results are not to wait for it.
  void answer(WorkerProcess worker, Frame.TraceRequest request) {
    Thread.ofVirtual()
        .name("trace")
        .start(() -> {
          List<String> lines =
              terms
                  .scope()
                  .service(TraceLines.class)
                  .flatMap(traces -> traces.of(request.trace()))
                  .orElse(null);
          try {
            worker.send(new Frame.TraceReply(terms.id(), request.number(), lines), null);
          } catch (IOException e) {
            throw new IllegalStateException("no stack trace is that large", e);
          }
        });
  }

  /// An item was stopped before it began.
  void skipped(Slot<T, R> slot, WorkerProcess worker, Frame.Skipped f) {
    Flight<T, R> flight = roster.take(slot, f.index());
    if (flight != null) {
      worker.tally().end(1);
      dispatch.pump(slot);
      flight.skip(f.reason(), slot.label());
    }
  }

  /// An item has ended.
  void finished(Slot<T, R> slot, WorkerProcess worker, Frame.Finished f) {
    Flight<T, R> flight = roster.take(slot, f.index());
    if (flight == null) {
      f.discard();
      return;
    }
    worker.tally().end(1);
    roster.ended(slot, f.ended() - f.started(), 1, worker.toOurClock(f.ended()));
    // The worker first: it can compute while the result is read.
    dispatch.pump(slot);
    Throwable failure = null;
    R value = null;
    try {
      if (f.failure() != null) {
        LaneException refusal = roster.refusal(slot);
        failure = refusal != null ? refusal : terms.shipment().failure(f.failure());
        remark(flight, worker, failure);
      } else {
        value = value(f);
      }
    } catch (StackOverflowError e) {
      failure =
          new IOException(
              "the result cannot be read: its objects are linked too deeply (a long linked list?)."
                  + " Return an array or a list instead.",
              e);
    } catch (IOException | RuntimeException | Error e) {
      // Reading runs the code of the result's classes: whatever it throws concerns this item.
      failure = e;
    }
    if (failure != null) {
      failure = orCancelled(flight, failure);
    } else if (!terms.remains().isEmpty() || terms.everywhere() != null) {
      roster.did(slot, worker);
    }
    String who = slot.name(worker);
    flight.done.accept(
        new Outcome<>(
            flight.index(), value, failure, who, flight.attempts(), timing(flight, worker, f)));
  }

  /// Quick items have ended well.
  void finished(Slot<T, R> slot, WorkerProcess worker, Frame.PlainResults f) {
    PlainOutcomes<T, R> outcomes =
        new PlainOutcomes<>(roster.take(slot, f.indices()), f, worker, slot.name(worker));
    worker.tally().end(outcomes.size());
    roster.ended(slot, outcomes.nanos(), f.indices().length, outcomes.ended());
    dispatch.pump(slot);
    if (!terms.remains().isEmpty() || terms.everywhere() != null) {
      roster.did(slot, worker);
    }
    outcomes.tell();
  }

  private static ItemTiming timing(Flight<?, ?> flight, WorkerProcess worker, Frame.Finished f) {
    long started = worker.toOurClock(f.started());
    long shipped = flight.shipped() == 0 ? started : Math.min(flight.shipped(), started);
    return new ItemTiming(
        flight.queued,
        Math.max(shipped, flight.queued),
        started,
        worker.toOurClock(f.ended()),
        System.nanoTime(),
        f.cpuNanos());
  }

  private void remark(Flight<T, R> flight, WorkerProcess worker, Throwable failure) {
    if (failure instanceof OutOfMemoryError) {
      roster.note(
          "item "
              + flight.index()
              + " needed more heap than a worker has; give the workers more with --memory"
              + worker.remains().heapDump().map(where -> ". " + where).orElse(""));
    }
  }

  /// An item that fails after the run was cancelled fails because of that, whatever it threw.
  private Throwable orCancelled(Flight<T, R> flight, Throwable failure) {
    if (flight.overdue || flight.stopped != null && !(failure instanceof CancelledError)) {
      return flight.stopFailure(null, failure);
    }
    CancelledError over = flight.stopped != null ? null : roster.over();
    if (over == null || failure instanceof CancelledError) {
      return failure;
    }
    over.initCause(failure);
    return over;
  }

  @SuppressWarnings("unchecked") // the task's result type
  private R value(Frame.Finished f) throws IOException {
    return (R) terms.shipment().value(f.value());
  }
}
