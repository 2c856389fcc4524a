package org.jlanes.runtime.engine;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/// Cells that run without holding up the notebook. A service of the kernel's scopes
/// (`scope.service(BackgroundJobs.class)`); there is none in a worker process. Any thread.
public interface BackgroundJobs {
  /// Starts a cell in the background and returns. Its output, its value and its error appear under
  /// the cell whose scope this service was taken from, also when that has ended. It is not stopped
  /// by an interrupt of the notebook, only by [Job#cancel].
  ///
  /// @param code the text of a cell, magics included
  /// @param before given the job before any of its code runs
  Job start(String code, Consumer<Job> before);

  /// The jobs of the whole kernel in order of their start: those that run, and the latest of those
  /// that have ended.
  List<Job> all();

  /// One cell in the background.
  interface Job {
    /// Its number, from 1, unique within the kernel.
    int number();

    /// The execution count of the cell that started it.
    int cell();

    /// The text that is run.
    String code();

    /// How it stands now.
    State state();

    /// How long it has been running, or ran.
    Duration time();

    /// Completes when it has ended, with its last state.
    CompletionStage<State> ended();

    /// Stops it as an interrupt stops a cell: cancels its scope. A second call insists.
    void cancel();
  }

  /// How a job stands.
  enum State {
    /// It has not ended yet.
    RUNNING,
    /// It ran to its end.
    FINISHED,
    /// It ended with an error, which was shown.
    FAILED,
    /// It was cancelled.
    CANCELLED
  }
}
