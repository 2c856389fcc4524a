package org.jlanes.lanes.run;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jlanes.lanes.LaneRun;
import org.jlanes.lanes.Outcome;
import org.jlanes.lanes.RunFacts;
import org.jlanes.lanes.RunFacts.Ending;
import org.jlanes.runtime.scope.Scope;

/// Drives one run to its end: pulls items, keeps the lane's window full, collects outcomes,
/// retries, stops. Used once, by the thread that started the run, which owns everything here but
/// the inbox and [RunState].
final class RunLoop<T, R> {
  /// How long items of a stopped run get to end before they are stopped forcefully, and how long
  /// after that before they are given up: a thread that is stuck must not hold the cell. The first
  /// is less than the time after which the engine stops threads by force, and both together are
  /// less than its patience with an interrupted cell.
  private static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(1200);

  private static final long LAST_GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(1800);

  /// How long items are taken together before they are handed on, looking after the first, the
  /// second, the fourth and so on, and now and then: a worker may wait for them.
  private static final long PATIENCE = 200_000;

  private static final int OFTEN = 64;

  private final Backend.Run<T, R> run;
  private final Iterator<? extends T> items;
  private final boolean together;
  private final RunOptions options;
  private final Scope scope;
  private final Stop stop;
  private final RunState state;
  private final Outlet<R> outlet;
  private final Gathered<R> outcomes;
  private final List<Outcome<R>> retried = new ArrayList<>();
  private final InFlight<T> inFlight = new InFlight<>();
  private final Inbox<T, R> inbox;
  private final List<String> notes = new ArrayList<>();
  private boolean exhausted;
  private int pulled;
  private long nextStart = System.nanoTime();
  private long graceEnd;
  private int forced;

  /// Somebody wants the items to be stopped forcefully; set by any thread.
  private volatile boolean insisted;

  private boolean interrupted;
  private long ended;

  /// @param together whether the items are all there already, so that many can be taken at once
  RunLoop(
      Backend.Run<T, R> run,
      Iterator<? extends T> items,
      boolean together,
      RunOptions options,
      Scope scope,
      Stop stop,
      RunState state,
      Outlet<R> outlet) {
    this.run = run;
    this.items = items;
    this.together = together;
    this.options = options;
    this.scope = scope;
    this.stop = stop;
    this.state = state;
    this.inbox = new Inbox<>(inFlight, options, stop);
    this.outlet = outlet;
    this.outcomes = new Gathered<>(outlet);
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
      while (!(inFlight.isEmpty() && (exhausted || stop.stopped()))) {
        if (!abandoned()) {
          step();
        } else {
          notes.add(
              inFlight.size()
                  + (inFlight.size() == 1 ? " item" : " items")
                  + " could not be stopped and may still be running");
          break;
        }
      }
    }
    // Not later: a front end that does not read may hold what comes after this.
    ended = System.nanoTime();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void submit(int index, T item, int attempt) {
    try {
      run.submit(index, item, attempt, inbox);
    } catch (RuntimeException | Error e) {
      // Such as no more threads. What has been computed is kept, what runs is stopped.
      inFlight.remove(index, 1);
      stop.notStarted(index, e);
    }
  }

  private void step() {
    Collected<R> arrival = inbox.poll();
    long now = System.nanoTime();
    boolean room = !exhausted && !stop.stopped() && inFlight.size() < window() && outlet.room();
    if (arrival == null && room && now - nextStart >= 0) {
      startNext(now);
      return;
    }
    if (arrival == null) {
      arrival = await(room ? nextStart - now : stop.stopped() ? graceEnd - now : Long.MAX_VALUE);
    }
    if (arrival != null) {
      collect(arrival.collected(System.nanoTime()));
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

  private void startNext(long now) {
    List<T> next = new ArrayList<>();
    try {
      Object _ = scope.call(() -> pull(next, now));
    } catch (Throwable e) {
      exhausted = true;
      stop.sourceFailed(pulled + next.size(), e);
    }
    if (next.isEmpty()) {
      return;
    }
    int first = pulled;
    pulled += next.size();
    inFlight.add(next);
    state.started(next.size());
    if (together) {
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
      // As above.
      inFlight.remove(first, pulled - first);
      stop.notStarted(first, e);
    }
  }

  /// Takes the next item, or as many as there is room for if they are all there.
  private Void pull(List<T> next, long now) {
    int most =
        together && options.ratePerSecond() == 0
            ? Math.min(window() - inFlight.size(), outlet.atOnce())
            : 1;
    do {
      if (pulled + next.size() == Integer.MAX_VALUE || !items.hasNext()) {
        exhausted = true;
        break;
      }
      next.add(items.next());
    } while (next.size() < most
        && (Integer.bitCount(next.size()) > 1 && next.size() % OFTEN != 0
            || System.nanoTime() - now < PATIENCE));
    return null;
  }

  /// Only those that ended well come together with others.
  private void collect(List<Outcome<R>> arrived) {
    if (arrived.size() == 1 && triesAgain(arrived.getFirst())) {
      return;
    }
    if (arrived instanceof Streak<R> streak) {
      inFlight.remove(streak.first(), streak.size());
    } else {
      arrived.forEach(outcome -> inFlight.remove(outcome.index(), 1));
    }
    outcomes.add(arrived);
    state.ended(arrived);
    outlet.arrived(arrived);
  }

  private boolean triesAgain(Outcome<R> outcome) {
    if (outcome.succeeded() || stop.stopped() || outcome.attempts() > options.retries()) {
      return false;
    }
    retried.add(outcome);
    state.retried(outcome);
    submit(outcome.index(), inFlight.get(outcome.index()), outcome.attempts() + 1);
    return true;
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
    retried.addAll(run.cutOff());
    return new LaneRun<>(facts, outcomes.inOrder(), retried, pulled);
  }
}
