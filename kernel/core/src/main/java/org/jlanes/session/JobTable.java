package org.jlanes.session;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.jlanes.runtime.engine.BackgroundJobs.Job;
import org.jlanes.runtime.engine.BackgroundJobs.State;

/// The background cells of a kernel. Safe for any thread.
final class JobTable {
  /// Of jobs that have ended, the latest are remembered.
  private static final int ENDED = 100;

  private final List<BackgroundCell> jobs = new ArrayList<>();
  private int started;

  /// Starts a job of a cell.
  ///
  /// @param before given the job before it runs
  Job start(CellExecution cell, String code, Consumer<Job> before) {
    int number;
    synchronized (this) {
      number = ++started;
    }
    BackgroundCell job = new BackgroundCell(number, cell, code, cell.backgroundScope(number));
    // May throw, where the cell was interrupted: then there is no job.
    before.accept(job);
    add(job);
    job.start();
    return job;
  }

  private synchronized void add(BackgroundCell job) {
    jobs.add(job);
    jobs.sort(Comparator.comparingInt(Job::number));
    forgetTheOldest();
  }

  private void forgetTheOldest() {
    List<BackgroundCell> ended = jobs.stream().filter(job -> job.state() != State.RUNNING).toList();
    jobs.removeAll(ended.subList(0, Math.max(0, ended.size() - ENDED)));
  }

  /// In order of their start.
  synchronized List<Job> all() {
    return List.copyOf(jobs);
  }
}
