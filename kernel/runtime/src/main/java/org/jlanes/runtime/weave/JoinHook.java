package org.jlanes.runtime.weave;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jlanes.runtime.scope.Scope;

/// What woven code calls where it waits for a future with a method that does not react to an
/// interrupt: so that it does when the scope is cancelled. Other interrupts change nothing.
public final class JoinHook {
  private JoinHook() {}

  /// `CompletableFuture.join`.
  ///
  /// @throws org.jlanes.runtime.scope.CancelledError if the scope was cancelled
  public static <T> T join(CompletableFuture<T> future) {
    Scope scope = future.isDone() ? null : Scope.current();
    if (scope == null) {
      return future.join();
    }
    boolean interrupted = false;
    try {
      while (!future.isDone()) {
        try {
          var unused = future.get();
        } catch (InterruptedException e) {
          scope.checkCancelled();
          interrupted = true;
        } catch (ExecutionException | CancellationException e) {
          // Its own way of saying so comes below.
          break;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    return future.join();
  }
}
