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
    return () -> hooks.remove(action);
  }

  /// Runs an action each time that it comes again.
  Registration onInsist(Runnable action) {
    insistHooks.add(action);
    return () -> insistHooks.remove(action);
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
    // Each action runs once, whoever of two cancelling threads comes first.
    List.copyOf(hooks).stream().filter(hooks::remove).forEach(Runnable::run);
    if (again) {
      insistHooks.forEach(Runnable::run);
    }
  }
}
