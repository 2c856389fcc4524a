package org.jlanes.engine.jshell;

import java.time.Duration;
import java.util.List;
import org.jlanes.runtime.scope.CellOutput;
import org.jlanes.runtime.scope.Scope;
import org.jlanes.runtime.scope.UnscopedThread;

/// What becomes of the threads that an interrupted cell has left behind, because it did not wait
/// for them or its wait ended first: those that go on are stopped by force as the cell's own would
/// be, and named under the cell where that fails.
///
/// A platform thread of its own watches: virtual ones would wait behind those that do not stop.
final class Leftovers {
  private static final int ROUNDS = 30;

  private final Scope scope;
  private final Stubborn stubborn;
  private final Tracebacks tracebacks;

  private Leftovers(Scope scope, Tracebacks tracebacks) {
    this.scope = scope;
    this.stubborn = new Stubborn(scope);
    this.tracebacks = tracebacks;
  }

  /// Watches the threads of a cancelled scope whose cell has ended, if there are any.
  ///
  /// @param patience how long they may take to end by themselves
  static void watch(Scope scope, Duration patience, Tracebacks tracebacks) {
    Leftovers leftovers = new Leftovers(scope, tracebacks);
    if (!leftovers.stubborn.threads().isEmpty()) {
      UnscopedThread.named("jlanes-leftovers").start(() -> leftovers.end(patience));
    }
  }

  private void end(Duration patience) {
    try {
      if (ends(patience)) {
        return;
      }
      for (int i = 0; i < ROUNDS; i++) {
        scope.interrupt();
        stubborn.stop();
        if (ends(ScopedRun.ROUND)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      // Nobody knows this thread. What has not ended is named.
      Thread.currentThread().interrupt();
    }
    List<Thread> stuck = stubborn.threads();
    if (!stuck.isEmpty()) {
      String text = String.join("\n", StuckThread.explain(stuck, tracebacks)) + "\n";
      scope.output().print(CellOutput.Stream.STDERR, text);
      scope.output().flush();
    }
  }

  /// Waits until all of them have ended.
  ///
  /// @return whether they have
  private boolean ends(Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    List<Thread> left = stubborn.threads();
    while (!left.isEmpty() && deadline - System.nanoTime() > 0) {
      // Some end, some only come to the end of what they do for the cell.
      boolean unused = left.getFirst().join(Duration.ofMillis(20));
      left = stubborn.threads();
    }
    return left.isEmpty();
  }
}
