package org.jlanes.lanes.process;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jlanes.runtime.envelope.FrameChannel;

/// The end of a worker's process: brings it about, waits for it, and says how it came. Any thread.
final class Mortal {
  /// How long a process that was told to end, or has been killed, may take.
  private static final Duration DYING = Duration.ofSeconds(2);

  /// How long a process may take to end that has closed its connection.
  private static final Duration LEAVING = Duration.ofMillis(500);

  /// The same for one that then writes down what it has learned for a cache.
  private static final Duration WRITING = Duration.ofMinutes(2);

  /// For how long nothing must have come from a process that has ended.
  private static final Duration LULL = Duration.ofMillis(200);

  private static final System.Logger LOG = System.getLogger(Mortal.class.getName());

  private final Process process;
  private final Wreckage remains;
  private final LastLines said;
  private final Duration leaving;
  private volatile Throwable fault;
  private volatile boolean hungUp;

  Mortal(Process process, Wreckage remains, LastLines said, WorkerOrigin origin) {
    this.leaving = origin.settings().inTraining() ? WRITING : LEAVING;
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
      if (!process.waitFor(leaving.toMillis(), TimeUnit.MILLISECONDS)) {
        // Two may wait, and the first kills it.
        hungUp = true;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// The process has ended. What a body has started may have inherited the connection, and would
  /// keep it open.
  ///
  /// @param told whether all that came has been read
  void ended(FrameChannel channel, BooleanSupplier told) {
    remains.family().kill();
    try {
      for (int before = -1; !told.getAsBoolean(); ) {
        int now = channel.lull();
        if (now >= 0 && now == before) {
          channel.close();
          return;
        }
        before = now;
        Thread.sleep(LULL);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "closing the connection of a dead worker", e);
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
