package org.jlanes.runtime.scope;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// The time that a thread is inside a scope. Made and ended by that thread.
final class Visit {
  /// The scope that each thread has entered last and not left yet.
  private static final Map<Thread, Scope> INSIDE = new ConcurrentHashMap<>();

  private final Thread thread = Thread.currentThread();
  private final Scope before = Scope.current();
  private final Set<Thread> entered;
  private final boolean first;
  private final Scope outer;

  /// Begins one.
  ///
  /// @param entered the threads that are inside the scope
  Visit(Scope scope, Set<Thread> entered) {
    this.entered = entered;
    this.first = entered.add(thread);
    this.outer = put(scope);
    Scope.attach(scope);
  }

  /// Where there is no memory for it, the thread has not entered at all.
  private Scope put(Scope scope) {
    boolean there = false;
    try {
      Scope now = INSIDE.put(thread, scope);
      there = true;
      return now;
    } finally {
      if (!there && first) {
        entered.remove(thread);
      }
    }
  }

  void end() {
    if (outer == null) {
      INSIDE.remove(thread);
    } else {
      INSIDE.put(thread, outer);
    }
    if (first) {
      entered.remove(thread);
    }
    Scope.attach(before);
  }

  /// The scope that a thread is inside, or null. Any thread.
  static Scope of(Thread thread) {
    return INSIDE.get(thread);
  }

  /// Tells of each thread that is inside a scope. Any thread.
  static void forEach(BiConsumer<Thread, Scope> action) {
    INSIDE.forEach(action);
  }

  /// Does something while a thread neither enters nor leaves a scope. Any thread.
  ///
  /// @param action gets the scope that the thread is inside, or null
  static void hold(Thread thread, Consumer<Scope> action) {
    INSIDE.compute(
        thread,
        (same, now) -> {
          action.accept(now);
          return now;
        });
  }
}
