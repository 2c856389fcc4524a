package org.jlanes.engine.jshell;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
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

  /// How often it is looked whether the heap is full, and how many times in a row it may be.
  private static final Duration LOOK = Duration.ofMillis(500);

  private static final int LOOKS = 3;

  private static final Duration LAST_PATIENCE = Duration.ofMillis(2_100);

  /// Made before the heap is full.
  private static final String HEAP_FULL =
      "the heap is full ("
          + (Runtime.getRuntime().maxMemory() >> 20)
          + " MB), and the cell did not end of it. Let go of what needs so much, or give the kernel"
          + " more: %jvm -Xmx8g";

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

  MimeBundle run(Callable<MimeBundle> cell) throws CellFailure {
    FullHeap.reserve();
    Signals signals = new Signals();
    CellThreads threads = new CellThreads(scope, shell.loader());
    Scope.Registration cancelled = scope.onCancel(signals::tell);
    Scope.Registration insisted = scope.onInsist(signals::tell);
    boolean full = false;
    try {
      threads.start(() -> progress.during(() -> signals.during(cell)));
      awaitFirst(signals, threads);
      if (!signals.hasEnded()) {
        afterCancel(signals, threads.first());
      }
      full = isOfFullHeap(signals.error());
      if (full) {
        // Before all that takes memory: what has not begun may hold all of it.
        threads.end(true);
        FullHeap.release();
      }
      if (scope.cancelled()) {
        Leftovers.watch(scope, forced ? Duration.ZERO : PATIENCE, notebook.tracebacks());
      }
      switch (signals.error()) {
        case null -> {
          return signals.value();
        }
        case CellFailure failure -> throw failure;
        case Throwable other ->
            throw scope.cancelled()
                ? notebook.tracebacks().cancelled(scope, other)
                : FullHeap.outlast(() -> notebook.tracebacks().failure(other));
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

  /// Waits for the first signal. A cell that has filled the heap and does not end of it is
  /// cancelled: of a parallel stream one part after the other may fill it, and a pool that cannot
  /// note down a failure waits for ever, and with it all that needs memory.
  private void awaitFirst(Signals signals, CellThreads threads) {
    int full = 0;
    while (!signals.await(LOOK)) {
      full = FullHeap.isFull() ? full + 1 : 0;
      if (full >= LOOKS) {
        FullHeap.release();
        endOfFullHeap(threads);
      }
    }
  }

  /// Cancels the cell, or else is called again.
  private void endOfFullHeap(CellThreads threads) {
    try {
      // First what has not begun, which may hold all the memory that the rest needs.
      threads.end(true);
      scope.cancel(HEAP_FULL);
    } catch (OutOfMemoryError e) {
      FullHeap.pause();
    }
  }

  private static boolean isOfFullHeap(Throwable error) {
    return error instanceof OutOfMemoryError
        || error instanceof CellFailure failure
            && failure.name().equals(OutOfMemoryError.class.getName());
  }

  private void afterCancel(Signals signals, Thread first) throws CellFailure {
    boolean told = await(signals, USUAL);
    if (!told) {
      ThreadStop.prepare();
      await(signals, PATIENCE.minus(USUAL));
    }
    Stubborn stubborn = new Stubborn(scope);
    long end = System.nanoTime() + LAST_PATIENCE.toNanos();
    while (!signals.hasEnded() && end - System.nanoTime() > 0) {
      forced = true;
      try {
        scope.interrupt();
        stubborn.stop();
      } catch (OutOfMemoryError e) {
        FullHeap.pause();
      }
      await(signals, ROUND);
    }
    if (!signals.hasEnded()) {
      List<Thread> threads = stubborn.threads();
      CellFailure stuck = stuck(threads.isEmpty() ? List.of(first) : threads);
      progress.giveUp(stuck);
      throw stuck;
    }
  }

  /// Waits for the next signal; whether one came. The compiler may take as long as it needs.
  private boolean await(Signals signals, Duration patience) {
    while (true) {
      boolean told = signals.await(patience);
      if (told || !progress.isCompiling()) {
        return told;
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
