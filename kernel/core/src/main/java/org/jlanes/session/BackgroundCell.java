package org.jlanes.session;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jlanes.runtime.engine.BackgroundJobs.Job;
import org.jlanes.runtime.engine.BackgroundJobs.State;
import org.jlanes.runtime.scope.Scope;

/// A cell that runs in the background. Safe for any thread.
final class BackgroundCell implements Job {
  private final int number;
  private final CellExecution cell;
  private final String code;
  private final Scope scope;
  private final long begun = System.nanoTime();
  private final CompletableFuture<State> ended = new CompletableFuture<>();
  private volatile long endNanos;

  /// @param scope its own, so that an interrupt of the notebook leaves it alone
  BackgroundCell(int number, CellExecution cell, String code, Scope scope) {
    this.number = number;
    this.cell = cell;
    this.code = code;
    this.scope = scope;
  }

  /// Starts it. The thread only waits: the engine runs a cell on threads of the cell's scope.
  void start() {
    Thread.ofVirtual()
        .name("jlanes-job-" + number)
        .inheritInheritableThreadLocals(false)
        .start(this::run);
  }

  private void run() {
    boolean ok = false;
    try {
      ok = cell.runInBackground(code, scope);
    } finally {
      // Also when the failure could not be published, for want of memory: somebody may wait.
      endNanos = System.nanoTime();
      ended.complete(ok ? State.FINISHED : scope.cancelled() ? State.CANCELLED : State.FAILED);
    }
  }

  @Override
  public int number() {
    return number;
  }

  @Override
  public int cell() {
    return cell.number();
  }

  @Override
  public String code() {
    return code;
  }

  @Override
  public State state() {
    return ended.getNow(State.RUNNING);
  }

  @Override
  public Duration time() {
    return Duration.ofNanos((ended.isDone() ? endNanos : System.nanoTime()) - begun);
  }

  @Override
  public CompletionStage<State> ended() {
    return ended.minimalCompletionStage();
  }

  @Override
  public void cancel() {
    scope.cancel("cancelled");
  }
}
