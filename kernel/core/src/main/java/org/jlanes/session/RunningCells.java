package org.jlanes.session;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jlanes.runtime.scope.Scope;

/// The scopes of the cells that run now, one for each shell, for the interrupt, and those of
/// background cells, which it leaves alone. Safe for any thread.
final class RunningCells {
  private final Map<Subshell, Scope> scopes = new LinkedHashMap<>();
  private final Set<Subshell> expected = new HashSet<>();
  private final Set<Subshell> interrupted = new HashSet<>();

  /// All that run, in the order in which they began.
  private final Set<Scope> alive = new LinkedHashSet<>();

  private volatile Scope latest;

  /// A shell's thread is about to begin a cell, and waits for the engine to start: an interrupt
  /// counts from now on. [#end] is to be called in any case.
  synchronized void expect(Subshell shell) {
    expected.add(shell);
  }

  /// A shell's thread begins a cell.
  synchronized void begin(Subshell shell, Scope cell) {
    scopes.put(shell, cell);
    alive.add(cell);
    latest = cell;
    expected.remove(shell);
    if (interrupted.remove(shell)) {
      cell.cancel("interrupted");
    }
  }

  /// The shell's thread has ended the cell. Waits for an interrupt that is under way, so that it
  /// can not hit threads that the cell has left running on purpose.
  synchronized void end(Subshell shell) {
    ended(scopes.remove(shell));
    expected.remove(shell);
    interrupted.remove(shell);
  }

  /// Cancels all running cells; does nothing if there is none. May be called again for a cell that
  /// has not ended yet.
  void interrupt() {
    interruption().run();
  }

  /// An interrupt of what runs now, to be made a little later: it leaves alone what has begun
  /// since.
  synchronized Runnable interruption() {
    interrupted.addAll(expected);
    List<Scope> meant = List.copyOf(scopes.values());
    return () -> cancel(meant);
  }

  private synchronized void cancel(List<Scope> meant) {
    meant.stream().filter(scopes::containsValue).forEach(scope -> scope.cancel("interrupted"));
  }

  /// Cancels the cell of one shell, if it runs one.
  synchronized void interrupt(Subshell shell) {
    if (expected.contains(shell)) {
      interrupted.add(shell);
    }
    Scope scope = scopes.get(shell);
    if (scope != null) {
      scope.cancel("interrupted");
    }
  }

  /// A background cell begins.
  synchronized void beginBackground(Scope cell) {
    alive.add(cell);
    latest = cell;
  }

  /// A background cell has ended.
  synchronized void endBackground(Scope cell) {
    ended(cell);
  }

  private void ended(Scope cell) {
    alive.remove(cell);
    if (!alive.isEmpty()) {
      latest = List.copyOf(alive).getLast();
    }
  }

  /// Of the cells that run, also in the background, the one that began last; when none does, the
  /// one that ended last; null before the first.
  Scope latest() {
    return latest;
  }
}
