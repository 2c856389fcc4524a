package org.jlanes.lanes.process;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jlanes.lanes.run.LaneException;
import org.jlanes.runtime.scope.UnscopedThread;

/// Workers of a run that start while the first ones run items already. They start on a thread of
/// their own; the lock is the [Roster]'s, the rest belongs to the thread that starts the run.
final class Latecomers<T, R> {
  /// How long the first workers have the cores for themselves, unless they have brought something
  /// before: a JVM that starts would make the first result late by more than itself is late then.
  private static final long HEAD_START_MILLIS = 10;

  private final List<WorkerOrigin> origins;
  private final CountDownLatch brought = new CountDownLatch(1);

  /// Those that have neither taken a place nor been given up. Owned by the lock of the roster.
  private final List<WorkerOrigin> coming;

  private final RunTerms terms;
  private final Roster<T, R> roster;
  private final Dispatch<T, R> dispatch;
  private final Opening<T, R> opening;

  Latecomers(
      List<WorkerOrigin> origins,
      RunTerms terms,
      Roster<T, R> roster,
      Dispatch<T, R> dispatch,
      Opening<T, R> opening) {
    this.origins = origins;
    this.coming = new ArrayList<>(origins);
    this.terms = terms;
    this.roster = roster;
    this.dispatch = dispatch;
    this.opening = opening;
  }

  /// Has workers started for the places that have none.
  ///
  /// @param listener of these workers
  void start(WorkerProcess.Listener listener) {
    if (!origins.isEmpty()) {
      List<Slot<T, R>> slots = roster.slots();
      List<Slot<T, R>> places = slots.subList(slots.size() - origins.size(), slots.size());
      UnscopedThread.named("worker-start").start(() -> fill(places, listener));
    }
  }

  /// The first workers have brought something.
  void release() {
    brought.countDown();
  }

  /// They are not needed any more. Instead of [#start].
  void abandon() {
    synchronized (roster) {
      coming.clear();
    }
    terms.pool().forget(origins);
  }

  /// What the report says of workers that have not come yet; empty if all have, or were given up.
  String note() {
    synchronized (roster) {
      int late = coming.size();
      int all = roster.slots().size();
      return late == 0
          ? ""
          : (all - late)
              + " of "
              + all
              + " workers took part: "
              + (late == 1 ? "the other was" : "the others were")
              + " still starting when the run ended";
    }
  }

  /// The run is over.
  void close() {
    release();
    synchronized (roster) {
      terms.pool().orphan(coming);
    }
  }

  private void fill(List<Slot<T, R>> places, WorkerProcess.Listener listener) {
    List<Slot<T, R>> left = new ArrayList<>(places);
    String why;
    try {
      giveHeadStart();
      TakenWorkers taken = terms.pool().rest(origins, roster.slots().size());
      for (WorkerProcess worker : taken.workers()) {
        synchronized (roster) {
          coming.remove(worker.origin());
        }
        opening.place(left.removeFirst(), worker, listener);
      }
      why = taken.shortage();
    } catch (LaneException | InterruptedException | RuntimeException | Error e) {
      why = e.getMessage();
    }
    if (!left.isEmpty()) {
      giveUp(left, why);
    }
  }

  private void giveHeadStart() throws InterruptedException {
    boolean complete = false;
    try {
      boolean _ = brought.await(HEAD_START_MILLIS, TimeUnit.MILLISECONDS);
      complete = true;
    } finally {
      if (!complete) {
        terms.pool().forget(origins);
      }
    }
  }

  /// Gives places up for which there is no worker.
  private void giveUp(List<Slot<T, R>> places, String why) {
    synchronized (roster) {
      if (roster.over() == null) {
        roster.lacks(roster.slots().size() - places.size(), roster.slots().size(), why);
      }
      coming.clear();
      places.forEach(slot -> slot.state = Slot.State.EMPTY);
      roster.notifyAll();
    }
    places.forEach(dispatch::abandon);
  }
}
