package org.jlanes.kernel;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Ends the kernel when the process that started it has died without telling: nobody could ever
/// reach the kernel again. Jupyter gives its process id in `JPY_PARENT_PID`.
final class ParentWatch {
  private static final System.Logger LOG = System.getLogger(ParentWatch.class.getName());

  /// How often to look. `ProcessHandle.onExit` looks every 5 seconds at processes that are not
  /// children.
  private static final Duration PERIOD = Duration.ofSeconds(1);

  private ParentWatch() {}

  /// Begins to watch.
  ///
  /// @param pid the value of `JPY_PARENT_PID`, or null
  /// @param end called once when that process has died
  static void begin(String pid, Runnable end) {
    if (pid == null || pid.isBlank()) {
      return;
    }
    Optional<ProcessHandle> parent;
    try {
      parent = ProcessHandle.of(Long.parseLong(pid.strip()));
    } catch (NumberFormatException e) {
      LOG.log(Level.WARNING, () -> "JPY_PARENT_PID is no process id: " + pid, e);
      return;
    }
    if (parent.isEmpty()) {
      // Another container's number, perhaps: no reason not to work.
      LOG.log(Level.WARNING, () -> "there is no process " + pid + " (JPY_PARENT_PID) to watch");
      return;
    }
    ScheduledExecutorService clock =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("jlanes-parent-watch").daemon().factory());
    var unused =
        clock.scheduleWithFixedDelay(
            () -> {
              if (!parent.get().isAlive()) {
                end.run();
              }
            },
            PERIOD.toMillis(),
            PERIOD.toMillis(),
            TimeUnit.MILLISECONDS);
  }
}
