package org.jlanes.engine.jshell;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jlanes.runtime.display.MimeBundle;
import org.jlanes.runtime.engine.CellFailure;
import org.jlanes.runtime.scope.FullHeap;
import org.jlanes.runtime.scope.Scope;

/// Runs work of one cell on a thread of the cell's scope while the caller waits, and sees to it
/// that the wait ends some time after the scope was cancelled, whatever the code does.
final class ScopedRun {
  /// How long code may take to notice that it was cancelled before it is stopped by force, unless
  /// somebody insists.
  private static final Duration PATIENCE = Duration.ofMillis(1_500);

  /// After this the means for that are made ready.
  private static final Duration USUAL = Duration.ofMillis(300);

  /// How often it is tried, for one who is stopped may be replaced by the next, and how long after
  /// the first time the code is given up.
  static final Duration ROUND = Duration.ofMillis(100);

  private static final Duration LAST_PATIENCE = Duration.ofMillis(2_100);

  private final Shell shell;
  private final Notebook notebook;
  private final Scope scope;
  private final CellProgress progress = new CellProgress();

  /// Whether threads were stopped by force; of the waiting thread.
  private boolean forced;

  ScopedRun(Shell shell, Notebook notebook, Scope scope) {
    this.shell = shell;
    this.notebook = notebook;
    this.scope = scope;
  }

  private sealed interface Signal {
    record Ended(MimeBundle value, Throwable error) implements Signal {}

    record Cancelled() implements Signal {}

    record Insisted() implements Signal {}
  }

  MimeBundle run(Callable<MimeBundle> cell) throws CellFailure {
    FullHeap.reserve();
    LinkedBlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
    CellThreads threads = new CellThreads(scope, shell.loader());
    Scope.Registration cancelled = scope.onCancel(() -> signals.add(new Signal.Cancelled()));
    Scope.Registration insisted = scope.onInsist(() -> signals.add(new Signal.Insisted()));
    boolean full = false;
    try {
      Callable<Signal> first = signals::take;
      threads.start(() -> progress.during(() -> tell(cell, signals)));
      Signal signal = Waiting.uninterruptibly(first);
      Signal.Ended ended =
          signal instanceof Signal.Ended itself ? itself : afterCancel(signals, threads.first());
      full = isOfFullHeap(ended.error);
      if (scope.cancelled()) {
        Leftovers.watch(scope, forced ? Duration.ZERO : PATIENCE, notebook.tracebacks());
      }
      switch (ended.error) {
        case null -> {
          return ended.value;
        }
        case CellFailure failure -> throw failure;
        case Throwable other ->
            throw scope.cancelled()
                ? notebook.tracebacks().cancelled(scope, other)
                : notebook.tracebacks().failure(other);
      }
    } finally {
      cancelled.close();
      insisted.close();
      // A parallel stream does not stop where one part fails: thousands would go on asking for
      // memory.
      threads.end(full || scope.cancelled());
      scope.close();
    }
  }

  private static boolean isOfFullHeap(Throwable error) {
    return error instanceof CellFailure failure
        && failure.name().equals(OutOfMemoryError.class.getName());
  }

  /// Whatever it is, the session must learn of it, also where the cell has filled the heap.
  private static void tell(Callable<MimeBundle> cell, LinkedBlockingQueue<Signal> signals) {
    MimeBundle[] value = new MimeBundle[1];
    Throwable[] error = new Throwable[1];
    Supplier<Boolean> telling = () -> signals.add(new Signal.Ended(value[0], error[0]));
    try {
      value[0] = cell.call();
    } catch (Throwable t) {
      error[0] = t;
    }
    FullHeap.outlast(telling);
  }

  private Signal.Ended afterCancel(LinkedBlockingQueue<Signal> signals, Thread first)
      throws CellFailure {
    Signal signal = poll(signals, USUAL);
    if (signal == null) {
      ThreadStop.prepare();
      signal = poll(signals, PATIENCE.minus(USUAL));
    }
    Stubborn stubborn = new Stubborn(scope);
    long end = System.nanoTime() + LAST_PATIENCE.toNanos();
    while (!(signal instanceof Signal.Ended) && end - System.nanoTime() > 0) {
      forced = true;
      scope.interrupt();
      stubborn.stop();
      signal = poll(signals, ROUND);
    }
    if (signal instanceof Signal.Ended ended) {
      return ended;
    }
    List<Thread> threads = stubborn.threads();
    CellFailure stuck = stuck(threads.isEmpty() ? List.of(first) : threads);
    progress.giveUp(stuck);
    throw stuck;
  }

  /// The next signal, or null if none comes. The compiler may take as long as it needs.
  private Signal poll(LinkedBlockingQueue<Signal> signals, Duration patience) {
    while (true) {
      Signal signal =
          Waiting.uninterruptibly(() -> signals.poll(patience.toMillis(), TimeUnit.MILLISECONDS));
      if (signal != null || !progress.isCompiling()) {
        return signal;
      }
    }
  }

  /// What to say of a cell that goes on whatever was done.
  private CellFailure stuck(List<Thread> threads) {
    String what = "the code could not be stopped";
    List<String> lines =
        new ArrayList<>(notebook.tracebacks().cancelled("interrupted", null).traceback());
    lines.addAll(StuckThread.explain(threads, notebook.tracebacks()));
    return new CellFailure("Interrupted", what, lines, null);
  }
}
