package org.jlanes.lanes.process;

import org.jlanes.lanes.run.LaneException;
import org.jlanes.runtime.scope.UnscopedThread;

/// Ends workers that have run as many items as they may (`--max-items`). Another worker, which was
/// started and has opened the envelope before, takes the place between two items, so that nothing
/// is run twice. Any thread may use it; the lock is the [Roster]'s.
final class Recycling<T, R> {
  /// Successors of one place that may be lost before its worker is left to go on.
  private static final int LOST = 3;

  private final RunTerms terms;
  private final Roster<T, R> roster;
  private final Dispatch<T, R> dispatch;
  private final Opening<T, R> opening;
  private final WorkerProcess.Listener listener;
  private int recycled;

  Recycling(
      RunTerms terms,
      Roster<T, R> roster,
      Dispatch<T, R> dispatch,
      Opening<T, R> opening,
      WorkerProcess.Listener listener) {
    this.terms = terms;
    this.roster = roster;
    this.dispatch = dispatch;
    this.opening = opening;
    this.listener = listener;
  }

  /// What the user is told; empty if no worker was replaced.
  String note() {
    synchronized (roster) {
      return recycled == 0
          ? ""
          : (recycled == 1 ? "1 worker was" : recycled + " workers were")
              + " ended after "
              + terms.maxItems()
              + (terms.maxItems() == 1 ? " item" : " items each")
              + " and replaced (--max-items)";
    }
  }

  /// Has a successor made ready when the time comes, and lets it take the place when the worker has
  /// run its last item.
  void check(Slot<T, R> slot) {
    WorkerProcess old = null;
    synchronized (roster) {
      if (slot.state != Slot.State.READY || slot.lasting) {
        return;
      }
      int left = terms.room(slot);
      if (left > terms.maxItems() / 2) {
        return;
      }
      if (slot.next == null && !slot.preparing) {
        slot.preparing = true;
        UnscopedThread.named("worker-recycle").start(() -> prepare(slot));
      } else if (left <= 0 && slot.sent.isEmpty() && !slot.sending && slot.hasReadyNext()) {
        old = slot.worker;
        slot.promote();
        recycled++;
      }
    }
    if (old != null) {
      old.leave(terms.id());
      terms.pool().retire(old);
      dispatch.pump(slot);
    }
  }

  private void prepare(Slot<T, R> slot) {
    try {
      WorkerProcess fresh = terms.pool().replacement(roster.slots().size());
      boolean wanted;
      synchronized (roster) {
        slot.preparing = false;
        wanted = roster.over() == null && slot.state == Slot.State.READY && slot.next == null;
        if (wanted) {
          slot.next = new Slot.Successor(fresh);
        }
      }
      if (wanted) {
        opening.openNext(slot, fresh, listener);
      } else {
        terms.pool().giveBack(fresh);
      }
    } catch (LaneException | InterruptedException | RuntimeException | Error e) {
      WorkerProcess unused = null;
      synchronized (roster) {
        if (slot.next != null && !slot.next.ready) {
          unused = slot.next.worker;
          slot.next = null;
        }
      }
      if (unused != null) {
        terms.pool().retire(unused);
      }
      keep(slot, e.getMessage());
    }
  }

  /// The successor has opened the envelope.
  void opened(Slot<T, R> slot) {
    synchronized (roster) {
      if (slot.next != null) {
        slot.next.ready = true;
      }
    }
    check(slot);
  }

  /// The successor could not open the envelope.
  void refused(Slot<T, R> slot, WorkerProcess successor, Throwable failure) {
    synchronized (roster) {
      slot.next = null;
    }
    successor.leave(terms.id());
    // Nobody knows what it has of the envelope.
    terms.pool().retire(successor);
    keep(slot, "its successor could not prepare the body: " + failure);
  }

  /// The successor has died.
  void lost(Slot<T, R> slot, WorkerProcess successor, String how) {
    boolean again;
    synchronized (roster) {
      slot.next = null;
      again = ++slot.lostSuccessors < LOST;
    }
    successor.close();
    if (again) {
      check(slot);
    } else {
      keep(slot, "its successor " + how);
    }
  }

  /// Lets the present worker go on: a run does not fail because a worker is old.
  private void keep(Slot<T, R> slot, String why) {
    synchronized (roster) {
      slot.preparing = false;
      if (slot.lasting) {
        return;
      }
      slot.lasting = true;
      if (roster.over() == null) {
        roster.note(slot.label() + " goes on after " + terms.maxItems() + " items: " + why);
      }
    }
    dispatch.pump(slot);
  }

  /// Gives the successors back that nobody needed. At the end of the run.
  void close() {
    for (Slot<T, R> slot : roster.slots()) {
      Slot.Successor left;
      synchronized (roster) {
        left = slot.next;
        slot.next = null;
      }
      if (left != null) {
        left.worker.cancel(terms.id(), "the run has ended");
        left.worker.leave(terms.id());
        if (left.ready) {
          terms.pool().giveBack(left.worker);
        } else {
          // It may set variables yet: another run must not begin beside that.
          terms.pool().retire(left.worker);
        }
      }
    }
  }
}
