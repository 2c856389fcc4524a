package org.jlanes.engine.jshell;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jlanes.runtime.display.MimeBundle;
import org.jlanes.runtime.display.Troubleshooting;
import org.jlanes.runtime.engine.CellFailure;
import org.jlanes.runtime.scope.CancelledError;
import org.jlanes.runtime.scope.Scope;

/// Runs work of one cell on a thread of the cell's scope while the caller waits, and sees to it
/// that the wait ends some time after the scope was cancelled, whatever the code does.
final class ScopedRun {
  /// How long cancelled code may take before its threads are interrupted once more.
  private static final long PATIENCE_MILLIS = 1_500;

  private final Shell shell;
  private final Notebook notebook;
  private final Scope scope;
  private final CellProgress progress = new CellProgress();

  ScopedRun(Shell shell, Notebook notebook, Scope scope) {
    this.shell = shell;
    this.notebook = notebook;
    this.scope = scope;
  }

  private sealed interface Signal {
    record Ended(MimeBundle value, Throwable error) implements Signal {}

    record Cancelled() implements Signal {}
  }

  MimeBundle run(Callable<MimeBundle> cell) throws CellFailure {
    LinkedBlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
    CellThreads threads = new CellThreads(scope, shell.loader());
    Scope.Registration cancelled = scope.onCancel(() -> signals.add(new Signal.Cancelled()));
    try {
      threads.start(() -> progress.during(() -> signals.add(ended(cell))));
      Signal signal = Waiting.uninterruptibly(signals::take);
      if (signal instanceof Signal.Cancelled) {
        signal = afterCancel(signals, threads);
      }
      Signal.Ended ended = (Signal.Ended) signal;
      switch (ended.error) {
        case null -> {
          return ended.value;
        }
        case CellFailure failure -> throw failure;
        case Throwable other -> throw notebook.tracebacks().failure(other);
      }
    } finally {
      cancelled.close();
      threads.end();
      scope.close();
    }
  }

  private static Signal.Ended ended(Callable<MimeBundle> cell) {
    try {
      return new Signal.Ended(cell.call(), null);
    } catch (Throwable t) {
      // Whatever it is, the session must learn of it.
      return new Signal.Ended(null, t);
    }
  }

  private Signal afterCancel(LinkedBlockingQueue<Signal> signals, CellThreads threads)
      throws CellFailure {
    Signal ended = poll(signals);
    if (ended == null) {
      scope.interrupt();
      if (progress.runsUserCode()) {
        threads.alive().forEach(this::stop);
      }
      ended = poll(signals);
    }
    if (ended == null) {
      ended = poll(signals);
    }
    if (ended == null) {
      CellFailure stuck = stuck(threads.first());
      progress.giveUp(stuck);
      throw stuck;
    }
    return ended;
  }

  private void stop(Thread thread) {
    CancelledError error = new CancelledError("interrupted");
    error.setStackTrace(thread.getStackTrace());
    ThreadStop.stop(thread, error);
  }

  /// The end of the cell, or null if it does not come. The compiler may take as long as it needs.
  private Signal poll(LinkedBlockingQueue<Signal> signals) {
    while (true) {
      Signal signal =
          Waiting.uninterruptibly(() -> signals.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS));
      if (signal != null || !progress.isCompiling()) {
        return signal;
      }
    }
  }

  /// What to say of a cell that goes on although it was interrupted twice.
  private CellFailure stuck(Thread thread) {
    CancelledError where = new CancelledError("interrupted");
    where.setStackTrace(thread.getStackTrace());
    CellFailure interrupted = notebook.tracebacks().cancelled("interrupted", where);
    List<String> lines = new ArrayList<>(interrupted.traceback());
    lines.add(
        "The cell's code could not be stopped: it is in "
            + Arrays.stream(where.getStackTrace())
                .findFirst()
                .map(StackTraceElement::toString)
                .orElse("native code")
            + ", which does not react to an interrupt.");
    lines.add(
        "It goes on in the background in thread \""
            + thread.getName()
            + "\"; the notebook can be used. Restart the kernel to end it. "
            + Troubleshooting.INTERRUPT.hint());
    return new CellFailure("Interrupted", "the code could not be stopped", lines, where);
  }
}
