package org.jlanes.lanes.process;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import org.jlanes.lanes.WorkerPools;
import org.jlanes.runtime.scope.ChildEnvironment;

/// With what, and when, a worker was started.
///
/// @param number its number in its pool, from 1
/// @param environment the environment variables that were set for it
/// @param since `System.nanoTime` of the start
record WorkerOrigin(
    int number, WorkerSettings settings, Map<String, String> environment, long since) {
  /// A start that happens now.
  static WorkerOrigin now(int number, WorkerSettings settings) {
    return new WorkerOrigin(number, settings, ChildEnvironment.changes(), System.nanoTime());
  }

  /// Whether a worker that is started now would be like it.
  boolean isUpToDate(WorkerSettings present) {
    return settings.equals(present) && environment.equals(ChildEnvironment.changes());
  }

  /// Since the start.
  Duration age() {
    return Duration.ofNanos(System.nanoTime() - since);
  }

  /// A worker that is being started.
  WorkerPools.Worker view() {
    return new WorkerPools.Worker(
        number, 0, WorkerPools.State.STARTING, OptionalLong.empty(), 0, 0, null, age());
  }
}
