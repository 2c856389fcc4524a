package org.jlanes.lanes.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jlanes.runtime.scope.Scope;

/// The executor of a lane that runs in this JVM: tasks on threads of an executor of the JDK, behind
/// a gate, in the scope of who submitted them. Safe for any thread.
final class LocalExecutor extends LaneExecutor {
  private final ExecutorService threads;
  private final Gate gate;
  private final boolean scoped;
  private final Set<LaneFuture<?>> waiting = ConcurrentHashMap.newKeySet();

  /// An executor on threads.
  ///
  /// @param scoped whether each task has a scope of its own: worth its cost where few run at once
  LocalExecutor(ExecutorService threads, Gate gate, boolean scoped) {
    this.threads = threads;
    this.gate = gate;
    this.scoped = scoped;
  }

  @Override
  void start(LaneFuture<?> task) {
    waiting.add(task);
    Gate.Ticket ticket = gate.ticket();
    boolean taken = false;
    try {
      threads.execute(() -> run(task, ticket));
      taken = true;
    } catch (RejectedExecutionException e) {
      throw new RejectedExecutionException("this lane was shut down", e);
    } finally {
      if (!taken) {
        ticket.giveBack();
        waiting.remove(task);
      }
    }
  }

  private void run(LaneFuture<?> task, Gate.Ticket ticket) {
    Scope scope = task.scope();
    if (scope == null) {
      pass(task, ticket);
    } else {
      // An interrupt of the cell is to reach it at the gate too.
      scope.runRegardless(() -> pass(task, ticket));
    }
  }

  private void pass(LaneFuture<?> task, Gate.Ticket ticket) {
    try {
      ticket.pass(() -> {
        if (task.begin()) {
          waiting.remove(task);
          task.perform(scoped);
        }
      });
    } catch (InterruptedException e) {
      if (task.begin()) {
        waiting.remove(task);
        boolean _ = task.cancel(false);
      }
      Thread.currentThread().interrupt();
    }
  }

  @Override
  void cancelled(LaneFuture<?> task, boolean running) {
    waiting.remove(task);
  }

  @Override
  public void shutdown() {
    threads.shutdown();
  }

  @Override
  public List<Runnable> shutdownNow() {
    threads.shutdown();
    List<LaneFuture<?>> never = new ArrayList<>();
    for (LaneFuture<?> task : waiting) {
      if (task.withhold()) {
        never.add(task);
      }
    }
    waiting.clear();
    List<Runnable> _ = threads.shutdownNow();
    return givenBack(never);
  }

  @Override
  public boolean isShutdown() {
    return threads.isShutdown();
  }

  @Override
  public boolean isTerminated() {
    return threads.isTerminated();
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    return threads.awaitTermination(timeout, unit);
  }
}
