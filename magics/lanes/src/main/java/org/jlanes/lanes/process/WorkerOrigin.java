package org.jlanes.lanes.process;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jlanes.lanes.WorkerPools;
import org.jlanes.runtime.scope.ChildEnvironment;
import org.jlanes.runtime.system.JvmOptions;

/// With what, and when, a worker was started.
///
/// @param number its number in its pool, from 1
/// @param environment the environment variables that were set for it
/// @param options of the JVM that the notebook had set
/// @param since `System.nanoTime` of the start
record WorkerOrigin(
    int number,
    WorkerSettings settings,
    Map<String, String> environment,
    List<String> options,
    long since) {
  /// A start that happens now.
  static WorkerOrigin now(int number, WorkerSettings settings) {
    return new WorkerOrigin(
        number, settings, ChildEnvironment.changes(), JvmOptions.added(), System.nanoTime());
  }

  /// Whether a worker that is started now would be like it.
  boolean isUpToDate(WorkerSettings present) {
    return settings.equals(present)
        && environment.equals(ChildEnvironment.changes())
        && options.equals(JvmOptions.added());
  }

  /// Since the start.
  Duration age() {
    return Duration.ofNanos(System.nanoTime() - since);
  }

  /// The worker while it is being started.
  WorkerPools.Worker view() {
    return new WorkerPools.Worker(
        number, 0, WorkerPools.State.STARTING, OptionalLong.empty(), 0, 0, 0, null, age());
  }

  /// The worker when it has been started.
  ///
  /// @param leased whether a run has it
  WorkerPools.Worker view(WorkerProcess worker, boolean leased) {
    return new WorkerPools.Worker(
        number,
        worker.pid(),
        leased ? WorkerPools.State.BUSY : WorkerPools.State.IDLE,
        ResidentMemory.of(worker.pid()),
        worker.tally().ended(),
        worker.tally().limit(),
        worker.cell(),
        worker.work(),
        age());
  }
}
