package org.jlanes.lanes.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jlanes.lanes.Outcome;
import org.jlanes.lanes.run.ItemStuck;
import org.jlanes.lanes.run.LaneException;
import org.jlanes.runtime.envelope.PlainValues;
import org.jlanes.runtime.scope.CancelledError;
import org.jlanes.runtime.scope.UnscopedThread;

/// What follows when a worker dies in a run: its items wait again or fail, another worker takes its
/// place. The lock is the [Roster]'s; replacements start on threads of their own.
final class Deaths<T, R> {
  /// Workers that may die in a place one after the other without having finished an item, before it
  /// is taken that every item ends its worker.
  private static final int FRUITLESS = 5;

  /// The same where some items of the run have ended: the others are worth more patience.
  private static final int FRUITLESS_LATER = 23;

  /// How often it is tried to start a worker in the place of one.
  private static final int STARTS = 3;

  private static final Duration BETWEEN_STARTS = Duration.ofMillis(200);

  private final RunTerms terms;
  private final Roster<T, R> roster;
  private final Dispatch<T, R> dispatch;
  private final Opening<T, R> opening;

  /// Attempts that ended with their worker and that others followed.
  private final List<Outcome<R>> cutOff = new ArrayList<>();

  Deaths(RunTerms terms, Roster<T, R> roster, Dispatch<T, R> dispatch, Opening<T, R> opening) {
    this.terms = terms;
    this.roster = roster;
    this.dispatch = dispatch;
    this.opening = opening;
  }

  /// As [org.jlanes.lanes.run.Backend.Run#cutOff].
  List<Outcome<R>> cutOff() {
    synchronized (roster) {
      return List.copyOf(cutOff);
    }
  }

  /// A worker has ended. Called once for each, by the thread that read its frames or took it.
  ///
  /// @param listener of the worker that takes the place
  void died(WorkerProcess worker, WorkerProcess.Listener listener) {
    Death death = worker.death();
    long at = System.nanoTime();
    terms.pool().lost(worker);
    Slot<T, R> slot = roster.slotOf(worker);
    if (slot == null) {
      return;
    }
    List<Flight<T, R>> lost = new ArrayList<>();
    List<Flight<T, R>> stopped;
    Throwable failure;
    ItemStuck stuck;
    boolean restart;
    synchronized (roster) {
      awaitSender(slot);
      Flight<T, R> ran = ran(slot);
      if (ran != null) {
        ran.cutOff(slot.name(), slot.since(ran), at);
      }
      stopped = ItemStops.take(slot);
      failure = roster.over();
      if (failure == null) {
        failure = terms.pool().stopped();
      }
      boolean end = failure != null;
      stuck = slot.stuck;
      slot.stuck = null;
      if (end) {
        if (stuck != null && failure instanceof CancelledError) {
          failure.initCause(stuck);
        }
        lost.addAll(slot.sent.clear());
      } else {
        failure = stopped.isEmpty() ? blame(slot, death, lost) : spared(slot, stopped);
        if (ran != null && slot.sent.has(ran)) {
          cutOff.add(ran.attempt(new WorkerDied(slot.name(), death, ran.deaths)));
        }
        roster.putBack(slot);
      }
      slot.fruitlessDeaths += stopped.isEmpty() && !worker.spent() ? 1 : 0;
      restart = !end && slot.fruitlessDeaths <= patience();
      slot.presumed = false;
      slot.state = restart ? Slot.State.RESTARTING : Slot.State.EMPTY;
      roster.notifyAll();
    }
    worker.close();
    for (Flight<T, R> flight : stopped) {
      flight.fail(
          flight.stopFailure(flight == stopped.getFirst() ? stuck : null, null), slot.label());
    }
    for (Flight<T, R> flight : lost) {
      flight.fail(failure, slot.label());
    }
    // Others may be free for what it leaves.
    dispatch.pump();
    if (restart) {
      UnscopedThread.named("worker-restart").start(() -> restart(slot, listener));
    } else {
      dispatch.abandon(slot);
    }
  }

  /// The item that a worker ran when it died; null if it ran none, or that cannot be told. The
  /// caller holds the lock.
  private Flight<T, R> ran(Slot<T, R> slot) {
    Flight<T, R> suspect = suspect(slot);
    boolean ran = suspect != null && suspect.shipped() > 0 && !slot.worker.spent();
    return ran && certain(slot, suspect) ? suspect : null;
  }

  private Flight<T, R> suspect(Slot<T, R> slot) {
    Flight<T, R> shown = slot.sent.single(slot.worker.current(terms.id()));
    return shown != null || slot.sent.isEmpty()
        ? shown
        : slot.sent.single(slot.sent.peek().index());
  }

  /// Quick items come back together: where the worker could not show which it ran, the first that
  /// has not come back may have ended.
  private boolean certain(Slot<T, R> slot, Flight<T, R> suspect) {
    return suspect.index() == slot.worker.current(terms.id())
        || suspect.alone
        || slot.sent.size() == 1
        || !PlainValues.has(suspect.item());
  }

  /// Notes a death, and takes the item that was running out if it has cost too many workers.
  ///
  /// @return how that item failed, else null
  private Throwable blame(Slot<T, R> slot, Death death, List<Flight<T, R>> lost) {
    String name = slot.name();
    Flight<T, R> running = suspect(slot);
    if (slot.worker.spent()) {
      roster.note(name + " was replaced: its heap stayed full after an item");
      return null;
    }
    if (running == null) {
      roster.note(name + " " + death.how() + death.note());
      return null;
    }
    boolean suspect = slot.fruitlessDeaths >= RunTerms.DEATHS;
    if (++running.deaths < terms.mayCost(running.attempt, suspect) || !certain(slot, running)) {
      roster.note(
          name
              + " "
              + death.how()
              + "; item "
              + running.index()
              + ", which it ran, was run again"
              + death.note());
      return null;
    }
    running.givenUp = true;
    lost.add(slot.sent.remove(running.index()));
    roster.note(name + " " + death.how() + " while it ran item " + running.index());
    return new WorkerDied(name, death, running.deaths);
  }

  /// How many workers may die in a place without a result. The caller holds the lock.
  private int patience() {
    int usual = roster.fruitful() ? FRUITLESS_LATER : FRUITLESS;
    return Math.max(usual, terms.retries());
  }

  /// A worker that was killed because an item could not be stopped otherwise is nobody's fault.
  private Throwable spared(Slot<T, R> slot, List<Flight<T, R>> stopped) {
    roster.note(
        slot.name() + " was ended, because it had not stopped item " + stopped.getFirst().index());
    return null;
  }

  /// Waits for a thread that is handing frames to the worker; it does not take long.
  private void awaitSender(Slot<T, R> slot) {
    boolean interrupted = false;
    synchronized (roster) {
      while (slot.sending) {
        try {
          roster.wait();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /// Lets a successor that is there already take the place.
  private boolean promoted(Slot<T, R> slot) {
    synchronized (roster) {
      if (slot.next == null || roster.over() != null) {
        return false;
      }
      slot.state = slot.next.ready ? Slot.State.READY : Slot.State.OPENING;
      slot.promote();
      roster.notifyAll();
      return true;
    }
  }

  /// Another worker. What prevents its start may pass, such as a shortage of memory.
  private WorkerProcess replacement() throws LaneException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        return terms.pool().replacement(roster.slots().size());
      } catch (LaneException e) {
        if (attempt == STARTS || roster.over() != null) {
          throw e;
        }
        Thread.sleep(BETWEEN_STARTS.multipliedBy(attempt));
      }
    }
  }

  private void restart(Slot<T, R> slot, WorkerProcess.Listener listener) {
    if (promoted(slot)) {
      dispatch.pump(slot);
      return;
    }
    try {
      WorkerProcess fresh = replacement();
      opening.place(slot, fresh, listener);
    } catch (LaneException | InterruptedException | RuntimeException | Error e) {
      synchronized (roster) {
        roster.note(slot.label() + " could not be replaced: " + e.getMessage());
        slot.state = Slot.State.EMPTY;
        roster.notifyAll();
      }
      dispatch.abandon(slot);
    }
  }
}
