package org.jlanes.engine.jshell;

import org.jlanes.runtime.scope.CancelledError;

/// Prints what ends a thread under the cell that the thread belongs to. Runs on the dying thread,
/// whose scope routes the output.
final class UncaughtErrors implements Thread.UncaughtExceptionHandler {
  private final Tracebacks tracebacks;

  UncaughtErrors(Tracebacks tracebacks) {
    this.tracebacks = tracebacks;
  }

  @Override
  public void uncaughtException(Thread thread, Throwable thrown) {
    if (thrown instanceof CancelledError) {
      // The thread was asked to end.
      return;
    }
    StringBuilder text = new StringBuilder("Exception in thread \"" + thread.getName() + "\"\n");
    tracebacks.lines(thrown).forEach(line -> text.append(line).append('\n'));
    System.err.print(text);
  }
}
