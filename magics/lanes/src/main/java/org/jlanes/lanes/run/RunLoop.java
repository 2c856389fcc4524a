package org.jlanes.lanes.run;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jlanes.lanes.LaneRun;
import org.jlanes.lanes.Outcome;
import org.jlanes.lanes.RunFacts;
import org.jlanes.lanes.RunFacts.Ending;
import org.jlanes.runtime.scope.FullHeap;
import org.jlanes.runtime.scope.Scope;

/// Drives one run to its end: pulls items, keeps the lane's window full, collects outcomes,
/// retries, stops. Used once, by the thread that started the run, which owns everything here but
/// the inbox and [RunState].
///
/// An item may fill the heap of this process. What is to be done next is therefore kept in fields
/// until it is done: a step for which there was no memory is made again.
final class RunLoop<T, R> {
  /// How long items of a stopped run get to end before they are stopped forcefully, and how long
  /// after that before they are given up: a thread that is stuck must not hold the cell. The first
  /// is less than the time after which the engine stops threads by force, and both together are
  /// less than its patience with an interrupted cell.
  private static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(1200);

  private static final long LAST_GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(1800);

  private final Backend.Run<T, R> run;
  private final Intake<T> intake;
  private final RunOptions options;
  private final Scope scope;
  private final Stop stop;
  private final RunState state;
  private final Outlet<R> outlet;
  private final Settlement<T, R> settlement;
  private final InFlight<T> inFlight = new InFlight<>();
  private final Inbox<T, R> inbox;
  private final List<String> notes = new ArrayList<>();

  private long nextStart = System.nanoTime();
  private long graceEnd;
  private int forced;

  /// Somebody wants the items to be stopped forcefully; set by any thread.
  private volatile boolean insisted;

  private boolean interrupted;
  private long ended;

  RunLoop(
      Backend.Run<T, R> run,
      Intake<T> intake,
      RunOptions options,
      Scope scope,
      Stop stop,
      RunState state,
      Outlet<R> outlet) {
    this.run = run;
    this.intake = intake;
    this.options = options;
    this.scope = scope;
    this.stop = stop;
    this.state = state;
    this.inbox = new Inbox<>(inFlight, options, stop);
    this.outlet = outlet;
    this.settlement = new Settlement<>(inFlight, options, stop, state, outlet);
  }

  /// Adds something that the user should know.
  void note(String text) {
    notes.add(text);
  }

  /// Runs every item, or stops early. The calling thread's interrupt status is kept.
  void drive() {
    Scope.Registration hook =
        scope.onCancel(() -> {
          run.cancel(stop.reason());
          inbox.nudge();
        });
    Scope.Registration insistence =
        scope.onInsist(() -> {
          insisted = true;
          run.cancel(stop.reason());
          inbox.nudge();
        });
    try (hook;
        insistence) {
      boolean more = true;
      while (more) {
        try {
          more = goesOn();
        } catch (OutOfMemoryError e) {
          if (settlement.hasFailedToTell() || !FullHeap.isSaidBy(e)) {
            throw e;
          }
          FullHeap.pause();
        }
      }
    }
    // Not later: a front end that does not read may hold what comes after this.
    ended = System.nanoTime();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /// Makes a step; returns whether there is more to do.
  private boolean goesOn() {
    if (inFlight.isEmpty() && (stop.stopped() || intake.exhausted() && !intake.holds())) {
      return intake.failure() != null && !stop.stopped() && sourceFailed();
    }
    if (abandoned()) {
      notes.add(
          inFlight.size()
              + (inFlight.size() == 1 ? " item" : " items")
              + " could not be stopped and may still be running");
      return false;
    }
    step();
    return true;
  }

  private boolean sourceFailed() {
    stop.sourceFailed(intake.taken(), intake.failure());
    return true;
  }

  private void submit(int index, T item, int attempt) {
    try {
      run.submit(index, item, attempt, inbox);
    } catch (RuntimeException | Error e) {
      notStarted(index, 1, e);
    }
  }

  /// Such as no more threads. What has been computed is kept, what runs is stopped.
  private void notStarted(int first, int count, Throwable e) {
    inFlight.remove(first, count);
    while (true) {
      try {
        stop.notStarted(first, e);
        return;
      } catch (OutOfMemoryError full) {
        FullHeap.pause();
      }
    }
  }

  private void step() {
    if (!settlement.isDue()) {
      settlement.take(inbox.poll());
    }
    long now = System.nanoTime();
    boolean room =
        !intake.exhausted() && !stop.stopped() && inFlight.size() < window() && outlet.room();
    if (settlement.isDue()) {
      settle();
    } else if (intake.holds() || room && now - nextStart >= 0) {
      startNext(now);
    } else {
      settlement.take(
          await(room ? nextStart - now : stop.stopped() ? graceEnd - now : Long.MAX_VALUE));
    }
  }

  /// Lets the run see whether it can go on. Any thread.
  void nudge() {
    inbox.nudge();
  }

  /// How many items may be in flight. Any thread.
  int window() {
    return options.limit() > 0 ? Math.min(options.limit(), run.window()) : run.window();
  }

  private Collected<R> await(long nanos) {
    try {
      return inbox.poll(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      interrupted = true;
      stop.now(Ending.INTERRUPTED, "interrupted");
      return null;
    }
  }

  /// Starts the next item, or as many as there is room for if they are all there.
  private void startNext(long now) {
    List<T> next =
        intake.take(
            options.ratePerSecond() == 0
                ? Math.min(window() - inFlight.size(), outlet.atOnce())
                : 1,
            now);
    if (intake.failure() != null && !stop.stopped()) {
      sourceFailed();
    }
    if (next.isEmpty()) {
      return;
    }
    int first = intake.taken() - next.size();
    inFlight.add(next);
    intake.pass();
    state.started(next.size());
    if (intake.together()) {
      submitAll(first, next);
    } else {
      submit(first, next.getFirst(), 1);
    }
    if (options.ratePerSecond() > 0 && !run.neededNoWork()) {
      long step = (long) (1e9 / options.ratePerSecond());
      nextStart = Math.max(nextStart + step, now);
    }
  }

  private void submitAll(int first, List<T> next) {
    try {
      run.submitAll(first, next, inbox);
    } catch (RuntimeException | Error e) {
      notStarted(first, next.size(), e);
    }
  }

  private void settle() {
    Outcome<R> failed = settlement.settle();
    if (failed != null) {
      submit(failed.index(), inFlight.get(failed.index()), failed.attempts() + 1);
    }
  }

  /// Whether what is still in flight after a stop is to be given up; presses harder on the way.
  private boolean abandoned() {
    if (!stop.stopped()) {
      return false;
    }
    long now = System.nanoTime();
    if (graceEnd == 0) {
      graceEnd = now + GRACE_NANOS;
    } else if (insisted && forced == 0) {
      forced = 1;
      graceEnd = now + LAST_GRACE_NANOS;
    } else if (now - graceEnd >= 0) {
      if (forced++ > 0) {
        return true;
      }
      graceEnd = now + LAST_GRACE_NANOS;
      scope.cancel(stop.reason());
    }
    return false;
  }

  /// What the run came to, after [#drive].
  LaneRun<R> result(String lane, long began, long processCpuNanos) {
    List<String> all = new ArrayList<>(run.notes());
    all.addAll(notes);
    Gathered<R> outcomes = settlement.outcomes();
    if (outcomes.kept() >= 0) {
      all.add(
          "the source does not say how many items it has: Lanes.last() holds the latest "
              + outcomes.kept()
              + " results");
    }
    RunFacts facts =
        new RunFacts(
            lane,
            run.workers(),
            Runtime.getRuntime().availableProcessors(),
            began,
            ended,
            0,
            run.prepareNanos(),
            processCpuNanos,
            stop.ending(),
            List.of(ended - began),
            all,
            run.moved());
    List<Outcome<R>> further = new ArrayList<>(settlement.retried());
    further.addAll(run.cutOff());
    return new LaneRun<>(facts, outcomes.inOrder(), further, intake.taken());
  }
}
