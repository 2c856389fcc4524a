package org.jlanes.engine.jshell;

import java.util.ArrayList;
import java.util.List;
import jdk.jshell.DeclarationSnippet;

/// What one cell under way is doing: known to its thread as [#current], and watched by the thread
/// that waits for the cell and may have to stop it.
final class CellProgress {
  private static final ScopedValue<CellProgress> CURRENT = ScopedValue.newInstance();

  /// For the thread of the cell only.
  private final List<DeclarationSnippet> incomplete = new ArrayList<>();

  private volatile Invocation running;
  private volatile boolean compiling;

  /// Runs a cell, of which this is the progress, on the calling thread.
  void during(Runnable cell) {
    ScopedValue.where(CURRENT, this).run(cell);
  }

  /// That of the calling thread's cell. Code that runs in no cell gets one that nobody watches.
  static CellProgress current() {
    return CURRENT.isBound() ? CURRENT.get() : new CellProgress();
  }

  /// The cell waits for the compiler from now on, or no longer.
  void compiling(boolean now) {
    compiling = now;
  }

  /// Whether the cell waits for the compiler, which no interrupt may touch.
  boolean isCompiling() {
    return compiling;
  }

  /// Runs code of the user on the calling thread.
  void run(Invocation invocation) {
    running = invocation;
    compiling = false;
    invocation.run();
    compiling = true;
    running = null;
  }

  /// Lets the engine go on although user code has not returned; that code's thread is abandoned.
  void giveUp(Throwable reason) {
    Invocation stuck = running;
    if (stuck != null) {
      stuck.giveUp(reason);
    }
  }

  /// Takes note of a method or type that refers to something not declared yet.
  void waitsForMore(DeclarationSnippet declared) {
    incomplete.add(declared);
  }

  /// Those methods and types, which are forgotten.
  List<DeclarationSnippet> takeIncomplete() {
    List<DeclarationSnippet> taken = List.copyOf(incomplete);
    incomplete.clear();
    return taken;
  }
}
