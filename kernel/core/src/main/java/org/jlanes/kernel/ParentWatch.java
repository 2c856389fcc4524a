package org.jlanes.kernel;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// Ends the kernel when the process that started it has died without telling: nobody could ever
/// reach the kernel again. Jupyter gives its process id in `JPY_PARENT_PID`.
final class ParentWatch {
  private static final System.Logger LOG = System.getLogger(ParentWatch.class.getName());

  /// How often to look: with the kernel's own end it must stay within 2 seconds. A look takes some
  /// ten microseconds. `ProcessHandle.onExit` looks every 5 seconds at processes that are not
  /// children.
  private static final Duration PERIOD = Duration.ofMillis(250);

  private ParentWatch() {}

  /// Begins to watch. To be called before the kernel can be reached: a parent that has its first
  /// reply and dies at once must have been seen alive.
  ///
  /// @param pid the value of `JPY_PARENT_PID`, or null
  /// @param end called when that process has died; more than once is harmless
  static void begin(String pid, Runnable end) {
    if (pid == null || pid.isBlank()) {
      return;
    }
    Optional<ProcessHandle> named;
    try {
      named = ProcessHandle.of(Long.parseLong(pid.strip()));
    } catch (NumberFormatException e) {
      LOG.log(Level.WARNING, () -> "JPY_PARENT_PID is no process id: " + pid, e);
      return;
    }
    // Another container's number, perhaps: then the process that this one is a child of will do.
    Optional<ProcessHandle> parent = named.or(() -> ProcessHandle.current().parent());
    if (named.isEmpty()) {
      LOG.log(
          Level.WARNING,
          () ->
              "there is no process "
                  + pid
                  + " (JPY_PARENT_PID); watching "
                  + parent.map(each -> "process " + each.pid()).orElse("nothing")
                  + " in its place");
    }
    parent.ifPresent(each -> watch(() -> hasEnded(each), PERIOD, end));
  }

  /// Looks again and again, also after a look that failed: a cell that has filled the heap must not
  /// end the watch.
  ///
  /// @param ended whether the parent is gone
  static void watch(BooleanSupplier ended, Duration period, Runnable end) {
    ScheduledExecutorService clock =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("jlanes-parent-watch").daemon().factory());
    var unused =
        clock.scheduleWithFixedDelay(
            new Look(ended, end), period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// What happens at each look. By one thread.
  private static final class Look implements Runnable {
    private final BooleanSupplier ended;
    private final Runnable end;
    private Throwable last;

    Look(BooleanSupplier ended, Runnable end) {
      this.ended = ended;
      this.end = end;
    }

    @Override
    public void run() {
      try {
        if (last != null) {
          // Not where it is caught: logging needs memory, too.
          Throwable told = last;
          last = null;
          LOG.log(Level.ERROR, "a look at the parent process failed", told);
        }
        if (ended.getAsBoolean()) {
          end.run();
        }
      } catch (RuntimeException | Error e) {
        // An executor that sees it would never look again.
        last = e;
      }
    }
  }

  /// Whether a process is gone, or a zombie. A container's first process often does not reap what
  /// it inherits, and [ProcessHandle#isAlive] is true for a zombie.
  static boolean hasEnded(ProcessHandle process) {
    if (!process.isAlive()) {
      return true;
    }
    Path stat = Path.of("/proc", Long.toString(process.pid()), "stat");
    if (!Files.isReadable(stat)) {
      // Not Linux, or it has just ended: the next look tells.
      return false;
    }
    try {
      // proc_pid_stat(5): the state follows the command's name, which may contain anything.
      String line = Files.readString(stat, StandardCharsets.ISO_8859_1);
      char state = line.charAt(line.lastIndexOf(')') + 2);
      return state == 'Z' || state == 'X';
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "the process ended while it was looked at", e);
      return !process.isAlive();
    }
  }
}
