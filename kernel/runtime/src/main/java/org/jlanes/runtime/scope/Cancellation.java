package org.jlanes.runtime.scope;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jlanes.runtime.scope.Scope.Registration;
import org.jlanes.runtime.weave.StopCheck;

/// Whether and why a scope was cancelled, and what is to happen then. Any thread.
final class Cancellation {
  private final List<Runnable> hooks = new CopyOnWriteArrayList<>();
  private final List<Runnable> insistHooks = new CopyOnWriteArrayList<>();
  private final Runnable rest = this::runRest;
  private volatile String reason;

  /// Why, or null if it was not.
  String reason() {
    return reason;
  }

  /// Runs an action when it comes; at once if it has come.
  Registration onCancel(Runnable action) {
    hooks.add(action);
    if (reason != null && hooks.remove(action)) {
      action.run();
    }
    return removal(hooks, action);
  }

  /// Runs an action each time that it comes again.
  Registration onInsist(Runnable action) {
    insistHooks.add(action);
    return removal(insistHooks, action);
  }

  /// Something is removed also where the heap is full: whoever ends would fail of that instead.
  private static Registration removal(List<Runnable> hooks, Runnable action) {
    Runnable removal = () -> hooks.remove(action);
    return () -> FullHeap.outlast(removal);
  }

  /// Cancels a scope, or insists on it. The first reason stays.
  void cancel(Scope scope, String why) {
    Objects.requireNonNull(why);
    boolean again;
    synchronized (this) {
      again = reason != null;
      if (!again) {
        reason = why;
        StopCheck.arm(scope);
      }
    }
    FullHeap.outlast(rest);
    if (again) {
      insistHooks.forEach(Runnable::run);
    }
  }

  /// Each action runs once, whoever of two cancelling threads comes first; also where the heap is
  /// full, for what fills it may be what is to be stopped.
  private void runRest() {
    for (Runnable hook : List.copyOf(hooks)) {
      if (hooks.remove(hook)) {
        hook.run();
      }
    }
  }
}
