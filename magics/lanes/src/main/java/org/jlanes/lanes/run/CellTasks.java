package org.jlanes.lanes.run;

import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jlanes.lanes.ItemTiming;
import org.jlanes.lanes.Outcome;
import org.jlanes.lanes.Task;
import org.jlanes.runtime.scope.Scope;

/// The tasks that one cell has submitted to an executor over a backend, which share a run: each
/// task is an item. As many are handed to the run as it wants in flight, the others wait here. Its
/// monitor guards it; the run is called outside of that. Safe for any thread.
///
/// Futures are completed by the thread that waits for them, or on virtual threads, one for each:
/// what the user has attached to a future may take its time or wait for other futures, and must not
/// hold up the results behind it.
final class CellTasks {
  /// How long `shutdownNow` waits for workers to say what they had not begun; they answer at once.
  private static final long ANSWER_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final Scope cell;
  private final Scope scope;
  private final Backend.Run<Callable<?>, Object> run;
  private final Runnable quiet;
  private final Scope.Registration stopping;
  private final Scope.Registration insisting;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private final Map<Integer, LaneFuture<?>> away = new HashMap<>();
  private final Map<LaneFuture<?>, Integer> numbers = new HashMap<>();
  private int submitted;

  /// Futures that are being completed.
  private int settling;

  private boolean sending;
  private boolean closed;
  private List<LaneFuture<?>> notBegun;
  private long idleSince = System.nanoTime();

  /// A task that waits, and what it was when it was submitted.
  private record Waiting(LaneFuture<?> task, Backend.Snapshot<Callable<?>> snapshot) {}

  /// The body: a class that workers know, so that only the task itself is sent.
  private static final class Call implements Task<Callable<?>, Object>, Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public Object apply(Callable<?> task) throws Exception {
      return task.call();
    }
  }

  /// Opens a run for a cell, or for code outside of all cells (null).
  ///
  /// @param quiet called each time that there is nothing to do any more
  CellTasks(Backend backend, RunOptions options, Scope cell, Runnable quiet)
      throws LaneException, InterruptedException {
    this.cell = cell;
    this.quiet = quiet;
    this.scope = (cell != null ? cell : PlainOutput.scope()).child("executor");
    Backend.Run<Callable<?>, Object> opened = null;
    try {
      opened = backend.open(new Call(), options, scope);
    } finally {
      if (opened == null) {
        scope.close();
      }
    }
    this.run = opened;
    this.stopping = scope.onCancel(() -> run.cancel("interrupted"));
    this.insisting = scope.onInsist(() -> run.cancel("interrupted"));
  }

  @SuppressWarnings("ReferenceEquality") // this very scope
  boolean isOf(Scope other) {
    return cell == other;
  }

  /// Takes a task, unless it is closed. For the thread that submits it: what that changes
  /// afterwards does not concern the task.
  boolean add(LaneFuture<?> task) {
    Backend.Snapshot<Callable<?>> snapshot = run.snapshot(task.task());
    synchronized (this) {
      if (closed) {
        return false;
      }
      waiting.add(new Waiting(task, snapshot));
    }
    pump();
    snapshot.keep();
    return true;
  }

  /// Hands tasks to the run. One thread at a time does so, for all.
  private void pump() {
    for (Waiting next = next(); next != null; next = next()) {
      LaneFuture<?> task = next.task();
      int index;
      synchronized (this) {
        index = submitted++;
        away.put(index, task);
        numbers.put(task, index);
      }
      try {
        run.submit(index, next.snapshot(), outcome -> ended(index, outcome));
        if (task.isCancelling()) {
          // Whoever cancels it may have come before the run had it.
          cancel(task, task.isInterrupting());
        }
      } catch (RuntimeException | Error e) {
        long now = System.nanoTime();
        ended(
            index,
            new Outcome<>(index, null, e, "", 1, new ItemTiming(now, now, now, now, now, -1)));
      } finally {
        synchronized (this) {
          sending = false;
        }
      }
    }
  }

  private Waiting next() {
    int window = run.window();
    synchronized (this) {
      while (!sending && away.size() < window && !waiting.isEmpty()) {
        Waiting next = waiting.poll();
        // Else it was cancelled.
        if (next.task().begin()) {
          sending = true;
          return next;
        }
      }
    }
    tellIfQuiet();
    return null;
  }

  private void ended(int index, Outcome<Object> outcome) {
    LaneFuture<?> task;
    synchronized (this) {
      task = away.remove(index);
      numbers.remove(task);
      boolean begun = outcome.attempts() > 0 || outcome.succeeded();
      if (!begun && notBegun != null && !task.isDone()) {
        task.unbegun();
        notBegun.add(task);
        task = null;
      } else {
        settling++;
      }
      notifyAll();
    }
    LaneFuture<?> over = task;
    if (over != null) {
      Runnable completion = () -> settle(over, outcome);
      if (!over.handOver(completion)) {
        Thread.ofVirtual()
            .name("lane-callbacks")
            .inheritInheritableThreadLocals(false)
            .start(completion);
      }
    }
    pump();
  }

  @SuppressWarnings("unchecked") // the future gets what its task returned
  private void settle(LaneFuture<?> task, Outcome<Object> outcome) {
    try {
      Runnable complete =
          () -> ((LaneFuture<Object>) task).settle(outcome.value(), outcome.failure());
      if (cell == null) {
        complete.run();
      } else {
        cell.runRegardless(complete);
      }
    } finally {
      synchronized (this) {
        settling--;
        idleSince = System.nanoTime();
      }
      tellIfQuiet();
    }
  }

  private void tellIfQuiet() {
    if (idle()) {
      quiet.run();
    }
  }

  /// Whether there is nothing to do.
  synchronized boolean idle() {
    if (!away.isEmpty() || settling > 0 || sending) {
      return false;
    }
    waiting.removeIf(each -> each.task().isDone());
    return waiting.isEmpty();
  }

  /// How long there has been nothing to do, in nanoseconds; negative if there is.
  synchronized long idleNanos() {
    return idle() ? System.nanoTime() - idleSince : -1;
  }

  /// Stops a task that was handed to the run.
  void cancel(LaneFuture<?> task, boolean running) {
    Integer index;
    synchronized (this) {
      index = numbers.get(task);
    }
    if (index != null) {
      run.cancel(index, running, "the task was cancelled");
    }
    tellIfQuiet();
  }

  /// Stops all tasks.
  ///
  /// @return those that had not begun
  List<LaneFuture<?>> stop() {
    List<LaneFuture<?>> never = new ArrayList<>();
    synchronized (this) {
      notBegun = never;
      waiting.stream().map(Waiting::task).filter(LaneFuture::withhold).forEach(never::add);
      waiting.clear();
    }
    run.cancel("the executor was shut down");
    awaitAnswers();
    tellIfQuiet();
    synchronized (this) {
      // What is said later is too late: those are cancelled.
      notBegun = null;
      return List.copyOf(never);
    }
  }

  private void awaitAnswers() {
    long deadline = System.nanoTime() + ANSWER_NANOS;
    boolean interrupted = false;
    synchronized (this) {
      for (long left = ANSWER_NANOS; left > 0 && !away.isEmpty(); ) {
        try {
          TimeUnit.NANOSECONDS.timedWait(this, Math.max(left, 1_000_000));
        } catch (InterruptedException e) {
          interrupted = true;
        }
        left = deadline - System.nanoTime();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /// Ends the run if there is nothing to do; no task is taken any more then.
  ///
  /// @return whether this call did it
  boolean closeIfIdle() {
    synchronized (this) {
      if (closed || !idle()) {
        return false;
      }
      closed = true;
    }
    stopping.close();
    insisting.close();
    run.close();
    scope.close();
    return true;
  }
}
