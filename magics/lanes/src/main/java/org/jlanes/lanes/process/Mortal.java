package org.jlanes.lanes.process;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// The end of a worker's process: brings it about, waits for it, and says how it came. Any thread.
final class Mortal {
  /// How long a process that was told to end, or has been killed, may take.
  private static final Duration DYING = Duration.ofSeconds(2);

  /// How long a process may take to end that has closed its connection.
  private static final Duration LEAVING = Duration.ofMillis(500);

  private final Process process;
  private final Wreckage remains;
  private final LastLines said;
  private volatile Throwable fault;
  private volatile boolean hungUp;

  Mortal(Process process, Wreckage remains, LastLines said) {
    this.process = process;
    this.remains = remains;
    this.said = said;
  }

  /// What it leaves.
  Wreckage remains() {
    return remains;
  }

  /// Ends the process at once. What it has written is still read.
  void kill() {
    // By its handle: Process.destroyForcibly closes the streams.
    process.toHandle().destroyForcibly();
  }

  /// It is ended because of what it has sent.
  void sentNonsense(Throwable how) {
    fault = how;
  }

  /// Its connection has ended; mostly because it does. Its own status says more than that of a
  /// process that is killed.
  void awaitEndByItself() {
    try {
      hungUp = !process.waitFor(LEAVING.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// How the process ended; ends it if it has not.
  Death death() {
    try {
      if (!process.waitFor(DYING.toMillis(), TimeUnit.MILLISECONDS)) {
        kill();
        if (!process.waitFor(DYING.toMillis(), TimeUnit.MILLISECONDS)) {
          return Death.of("does not end, though it was killed (the system holds it)");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Death.of("ended");
    }
    if (fault != null) {
      return Death.of("was ended, because what it sent could not be read (" + fault + ")");
    }
    return hungUp
        ? Death.of("was ended, because it had closed its connection")
        : Death.of(process.exitValue(), remains, said);
  }
}
