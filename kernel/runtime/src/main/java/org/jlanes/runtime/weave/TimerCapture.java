package org.jlanes.runtime.weave;

import java.util.Collections;
import java.util.Date;
import java.util.Map;
import java.util.Timer;
import java.util.TimerTask;
import java.util.WeakHashMap;
import org.jlanes.runtime.scope.Scope;

/// What woven code calls where it gives a task to a `Timer`, whose thread may be an earlier cell's.
/// A `TimerTask` cannot be wrapped, because it is what users cancel: the scope is kept beside it,
/// and the task's woven `run` begins with [#enter]. The timer's thread stays in that scope until
/// its next task.
public final class TimerCapture {
  private static final Map<TimerTask, Scope> SCOPES =
      Collections.synchronizedMap(new WeakHashMap<>());

  private TimerCapture() {}

  private static TimerTask bind(TimerTask task) {
    Scope scope = Scope.current();
    if (task != null && scope != null) {
      SCOPES.put(task, scope);
    }
    return task;
  }

  /// What the `run` of a timer task of a library does first. It goes on in the thread of the
  /// library's timer, which serves others too, also when the cell was interrupted.
  public static void enterRegardless(TimerTask task) {
    Scope scope = SCOPES.get(task);
    if (scope != null) {
      Scope.attach(scope);
    }
  }

  /// What a timer task's `run` does first. A timer's thread goes on after an interrupt: its tasks
  /// must not.
  public static void enter(TimerTask task) {
    Scope scope = SCOPES.get(task);
    if (scope != null) {
      Scope.attach(scope);
      scope.checkCancelled();
    }
  }

  /// `Timer.schedule`.
  public static void schedule(Timer timer, TimerTask task, long delay) {
    timer.schedule(bind(task), delay);
  }

  /// `Timer.schedule`.
  public static void schedule(Timer timer, TimerTask task, Date time) {
    timer.schedule(bind(task), time);
  }

  /// `Timer.schedule`.
  public static void schedule(Timer timer, TimerTask task, long delay, long period) {
    timer.schedule(bind(task), delay, period);
  }

  /// `Timer.schedule`.
  public static void schedule(Timer timer, TimerTask task, Date first, long period) {
    timer.schedule(bind(task), first, period);
  }

  /// `Timer.scheduleAtFixedRate`.
  public static void scheduleAtFixedRate(Timer timer, TimerTask task, long delay, long period) {
    timer.scheduleAtFixedRate(bind(task), delay, period);
  }

  /// `Timer.scheduleAtFixedRate`.
  public static void scheduleAtFixedRate(Timer timer, TimerTask task, Date first, long period) {
    timer.scheduleAtFixedRate(bind(task), first, period);
  }
}
