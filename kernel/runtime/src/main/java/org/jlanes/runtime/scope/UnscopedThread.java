package org.jlanes.runtime.scope;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Threads that serve all cells, whoever happens to start them: outside of every scope, so that the
/// interrupt of the cell that was the first to need one does not reach it, and what it prints does
/// not appear there. Any thread.
public final class UnscopedThread {
  /// The group above those of all scopes.
  static final ThreadGroup OUTERMOST = outermost();

  private UnscopedThread() {}

  /// A daemon thread to be started, which inherits nothing from the thread that starts it.
  public static Thread.Builder.OfPlatform named(String name) {
    return Thread.ofPlatform()
        .name(name)
        .daemon()
        .group(OUTERMOST)
        .inheritInheritableThreadLocals(false);
  }

  /// Starts the JDK's own thread for the timers of futures. It is made when it is needed first: in
  /// a cell, that cell would own it for ever, with what futures of other cells do at a timeout.
  static void startTimers() {
    named("jlanes-timers")
        .start(() -> CompletableFuture.delayedExecutor(1, TimeUnit.MILLISECONDS).execute(() -> {}));
  }

  private static ThreadGroup outermost() {
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    while (group.getParent() != null) {
      group = group.getParent();
    }
    return group;
  }
}
