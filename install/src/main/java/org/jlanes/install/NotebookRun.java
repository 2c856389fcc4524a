package org.jlanes.install;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jlanes.client.Output;
import org.jlanes.install.notebook.Notebook;
import org.jlanes.install.notebook.NotebookCell;
import org.jlanes.install.notebook.OutputRecorder;

/// One run of a notebook's code cells in order, which puts their outputs into the notebook.
///
/// Stops at the first cell that fails, unless it is tagged `raises-exception`; cells tagged
/// `skip-execution` are passed over (both tags are nbclient's). [#run] is called by one thread;
/// outputs may arrive on any.
final class NotebookRun {
  /// A cell that failed.
  ///
  /// @param cell the cell
  /// @param count its prompt number
  /// @param name the exception's class or a word such as `CompilationError`
  /// @param text its message
  record Failure(NotebookCell cell, int count, String name, String text) {}

  private static final String MAY_FAIL = "raises-exception";
  private static final String SKIPPED = "skip-execution";

  private final Notebook notebook;
  private final CellExecutor kernel;
  private final RunListener listener;
  private final OutputRecorder recorder = new OutputRecorder();
  private int executed;
  private int allowed;

  NotebookRun(Notebook notebook, CellExecutor kernel, RunListener listener) {
    this.notebook = notebook;
    this.kernel = kernel;
    this.listener = listener;
    notebook.cells().stream().filter(NotebookCell::isCode).forEach(NotebookCell::clearOutputs);
  }

  /// Runs the cells.
  ///
  /// @return the cell at which the run stopped, or empty if all went well
  /// @throws IOException if the kernel has died
  Optional<Failure> run() throws IOException, InterruptedException {
    for (NotebookCell cell : notebook.cells()) {
      if (!cell.isCode()) {
        synchronized (this) {
          listener.text(cell);
        }
        continue;
      }
      if (cell.source().isBlank() || cell.tags().contains(SKIPPED)) {
        continue;
      }
      Optional<Failure> failure = run(cell);
      if (failure.isPresent()) {
        if (!cell.tags().contains(MAY_FAIL)) {
          return failure;
        }
        allowed++;
      }
    }
    return Optional.empty();
  }

  /// How many cells have run, a failed one included.
  int executed() {
    return executed;
  }

  /// How many of them failed as their tag allows.
  int allowed() {
    return allowed;
  }

  /// The notebook's text as far as it has run. May be called by any thread.
  synchronized String snapshot() {
    return notebook.toJson();
  }

  private Optional<Failure> run(NotebookCell cell) throws IOException, InterruptedException {
    synchronized (this) {
      listener.started(cell);
      executed++;
    }
    long start = System.nanoTime();
    CellExecutor.Reply reply =
        kernel.execute(cell.source(), cell.id(), output -> output(cell, output));
    Duration wall = Duration.ofNanos(System.nanoTime() - start);
    synchronized (this) {
      cell.executionCount(reply.count());
      listener.ended(cell, reply.count(), reply.succeeded(), wall);
    }
    return reply.succeeded()
        ? Optional.empty()
        : Optional.of(new Failure(cell, reply.count(), reply.name(), reply.text()));
  }

  private synchronized void output(NotebookCell cell, Output output) {
    recorder.record(cell, output);
    listener.output(cell, output);
  }
}
