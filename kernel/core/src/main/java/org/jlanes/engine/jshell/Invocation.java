package org.jlanes.engine.jshell;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jlanes.runtime.scope.FullHeap;

/// One call of a snippet's code: made by the engine thread, run by the cell's thread.
final class Invocation {
  private final String className;
  private final Callable<?> code;
  private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

  Invocation(String className, Method code) {
    this(className, () -> code.invoke(null));
  }

  private Invocation(String className, Callable<?> code) {
    this.className = className;
    this.code = code;
  }

  /// A task of the kernel that may call code of the user.
  static Invocation of(Callable<?> task) {
    return new Invocation("", task);
  }

  /// What the code returned or threw.
  record Outcome(Object value, Throwable error) {}

  /// The class that JShell made for the snippet.
  String className() {
    return className;
  }

  /// Completes when the code has ended or was given up.
  CompletableFuture<Outcome> outcome() {
    return outcome;
  }

  /// Runs the code on the calling thread; never throws.
  void run() {
    Object value = null;
    Throwable error = null;
    try {
      value = code.call();
    } catch (InvocationTargetException e) {
      error = e.getCause();
    } catch (Throwable t) {
      // For example a StackOverflowError in the reflective call itself: it is the user's too.
      error = t;
    }
    if (error instanceof OutOfMemoryError) {
      // All that follows needs memory.
      CellThreads.leaveOutWhatWaits();
    }
    while (!told(value, error)) {
      FullHeap.pause();
    }
  }

  /// Whoever waits for the code must learn that it has ended, also where it has left no memory; it
  /// has let go of what it had.
  private boolean told(Object value, Throwable error) {
    try {
      outcome.complete(new Outcome(value, error));
      return true;
    } catch (OutOfMemoryError e) {
      return outcome.isDone();
    }
  }

  /// Lets the engine go on although the code still runs.
  void giveUp(Throwable reason) {
    outcome.complete(new Outcome(null, reason));
  }
}
