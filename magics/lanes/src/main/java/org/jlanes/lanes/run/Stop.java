package org.jlanes.lanes.run;

import java.time.Duration;
import java.util.List;
import org.jlanes.lanes.LaneFailure;
import org.jlanes.lanes.LaneRun;
import org.jlanes.lanes.Outcome;
import org.jlanes.lanes.RunFacts.Ending;
import org.jlanes.runtime.scope.CancelledError;
import org.jlanes.runtime.scope.Scope;

/// Whether, why and by whom a run was stopped before its end: the first reason counts. Safe for any
/// thread.
final class Stop {
  /// Characters of an item shown in messages.
  private static final int SHOWN = 60;

  private final Scope scope;
  private final Object cancelling = new Object();
  private volatile Ending ending = Ending.COMPLETE;
  private volatile String reason = "";
  private Throwable cause;
  private int index = -1;
  private boolean closed;

  /// A run in the given scope, not stopped.
  Stop(Scope scope) {
    this.scope = scope;
    scope.onCancel(() -> first(Ending.INTERRUPTED, "interrupted", -1, null));
  }

  boolean stopped() {
    return ending != Ending.COMPLETE;
  }

  Ending ending() {
    return ending;
  }

  String reason() {
    return reason;
  }

  /// Stops the run.
  void now(Ending how, String why) {
    if (first(how, why, -1, null)) {
      cancelScope();
    }
  }

  void timedOut(Duration timeout, RunState state) {
    now(
        Ending.TIMED_OUT,
        "the run did not end within "
            + Nanos.text(timeout.toNanos())
            + "; "
            + state.doneOfTotal()
            + " were done");
  }

  void sourceFailed(int at, Throwable e) {
    if (first(
        Ending.FAILED,
        "the source failed when asked for item " + at + ": " + Outcome.describe(e),
        -1,
        e)) {
      cancelScope();
    }
  }

  /// The lane could not take an item, or could not run the body at all.
  void notStarted(int item, Throwable e) {
    if (e instanceof LaneFailure refused) {
      if (first(Ending.FAILED, refused.getMessage(), -1, refused.getCause())) {
        cancelScope();
      }
      return;
    }
    if (first(
        Ending.FAILED, "item " + item + " could not be started: " + Outcome.describe(e), item, e)) {
      cancelScope();
    }
  }

  void itemFailed(Outcome<?> outcome, Object item) {
    if (first(
        Ending.FAILED,
        "item " + outcome.index() + shown(item) + " failed: " + outcome.failureText(),
        outcome.index(),
        outcome.failure())) {
      cancelScope();
    }
  }

  private synchronized boolean first(Ending how, String why, int item, Throwable thrown) {
    if (stopped()) {
      return false;
    }
    reason = why;
    index = item;
    cause = thrown;
    ending = how;
    return true;
  }

  /// Cancels the scope, unless the run is over: nobody may be interrupted any more then.
  private void cancelScope() {
    synchronized (cancelling) {
      if (!closed) {
        scope.cancel(reason);
      }
    }
  }

  /// Says that the run is over: from now on nothing is cancelled.
  void close() {
    synchronized (cancelling) {
      closed = true;
    }
  }

  /// Throws what the user is to see of a run that was stopped.
  synchronized void rethrow(LaneRun<?> run) {
    switch (ending) {
      case COMPLETE, LEFT -> {}
      case FAILED -> throw new LaneFailure(reason, index, cause, run);
      case TIMED_OUT -> throw timeout(run);
      case INTERRUPTED -> throw new CancelledError(reason);
    }
  }

  /// With where an item is that has not stopped, if that is known.
  private LaneFailure timeout(LaneRun<?> run) {
    List<? extends Outcome<?>> outcomes = run == null ? List.of() : run.outcomes();
    for (Outcome<?> outcome : outcomes) {
      if (outcome.failure() instanceof CancelledError e && e.getCause() instanceof ItemStuck at) {
        String text = reason + ". Item " + outcome.index() + " did not stop: " + at.getMessage();
        return new LaneFailure(text, -1, at, run);
      }
    }
    return new LaneFailure(reason, -1, null, run);
  }

  /// The item in parentheses, cut to a readable length.
  private String shown(Object item) {
    String text;
    try {
      text = String.valueOf(item);
    } catch (RuntimeException | Error e) {
      // Whatever the user's code throws: the item's end must be told.
      text = item.getClass().getName();
    }
    text = text.length() <= SHOWN ? text : text.substring(0, SHOWN - 1) + "…";
    return " (" + text.replaceAll("\\s+", " ") + ")";
  }
}
