package org.jlanes.runtime.display;

import java.util.concurrent.Callable;
import org.jlanes.runtime.scope.Scope;

/// The cell that a thread belongs to: what the thread prints and shows appears there. Threads
/// belong to the cell that started them, tasks to the cell that submitted them; this class is for
/// what that rule gets wrong, such as a server's thread that should print under the cell that is
/// asking it.
///
/// ```java
/// OwningCell here = OwningCell.current();
/// server.onRequest(here.bind(() -> System.out.println("appears under this cell")));
/// ```
///
/// In Jupyter's words it is the parent header of output messages. Values are immutable and may be
/// kept and used by any thread, also after the cell has ended.
public final class OwningCell {
  private static final OwningCell NONE = new OwningCell(null);

  private final Scope scope;

  private OwningCell(Scope scope) {
    this.scope = scope;
  }

  /// The cell of the calling thread, or [#none].
  public static OwningCell current() {
    Scope scope = Scope.current();
    return scope == null ? NONE : new OwningCell(scope);
  }

  /// No cell: what a thread without one prints appears under the cell that runs or ran last.
  public static OwningCell none() {
    return NONE;
  }

  /// Takes the calling thread from its cell, until it is attached to one: the same as attaching it
  /// to [#none].
  public static void detach() {
    NONE.attach();
  }

  /// Makes the calling thread belong to this cell from now on. Prefer [#bind], which is for one
  /// task and puts back what was before.
  ///
  /// An interrupt of the cell stops an attached thread at its next call or loop; only bound tasks
  /// and the cell's own threads are woken when they wait.
  public void attach() {
    Scope.attach(scope);
  }

  /// The cell's execution count; 0 where there is none.
  public int number() {
    return scope == null ? 0 : scope.cell();
  }

  /// A task that belongs to this cell, whatever thread runs it. An interrupt of the cell reaches
  /// it.
  public Runnable bind(Runnable task) {
    if (scope != null) {
      return scope.bind(task);
    }
    return () -> {
      Scope before = Scope.current();
      Scope.attach(null);
      try {
        task.run();
      } finally {
        Scope.attach(before);
      }
    };
  }

  /// A task with a value that belongs to this cell, whatever thread runs it.
  public <T> Callable<T> bind(Callable<T> task) {
    if (scope != null) {
      return scope.bind(task);
    }
    return () -> {
      Scope before = Scope.current();
      Scope.attach(null);
      try {
        return task.call();
      } finally {
        Scope.attach(before);
      }
    };
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof OwningCell that && scope == that.scope;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(scope);
  }

  @Override
  public String toString() {
    return scope == null ? "no cell" : "cell " + scope.cell();
  }
}
