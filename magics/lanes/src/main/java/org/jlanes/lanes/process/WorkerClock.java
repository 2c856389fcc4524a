package org.jlanes.lanes.process;

import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jlanes.runtime.envelope.Frame;
import org.jlanes.runtime.envelope.FrameChannel;
import org.jlanes.runtime.scope.Timers;

/// Compares a worker's clock with ours, before anything else is sent. For the thread that starts
/// the worker; a timer may close the channel.
final class WorkerClock {
  private static final int PINGS = 5;

  private WorkerClock() {}

  /// The worker's clock minus ours, in nanoseconds. 0 if its hello was said, by its clock, between
  /// its start and now: then both read the same system clock, as all processes of a machine do.
  ///
  /// @param since when it was started, by ours
  /// @throws IOException as [#offset(FrameChannel, Duration)]
  static long offset(Rendezvous.Guest guest, long since, Duration patience) throws IOException {
    boolean same = guest.nanos() - since >= 0 && System.nanoTime() - guest.nanos() >= 0;
    return same ? 0 : offset(guest.channel(), patience);
  }

  /// The worker's clock minus ours, in nanoseconds: from the ping with the shortest way. 0 where
  /// the difference is within what that ping took, because then both read the same system clock.
  ///
  /// @param patience how long all pings together may take
  /// @throws IOException if the worker answers wrongly, or not in time; the channel is closed then
  static long offset(FrameChannel channel, Duration patience) throws IOException {
    var decided = new AtomicBoolean();
    // A blocking read has no time limit of its own; closing the channel ends it.
    var limit =
        CompletableFuture.runAsync(
            () -> {
              if (decided.compareAndSet(false, true)) {
                close(channel);
              }
            },
            Timers.delayed(patience.toMillis(), TimeUnit.MILLISECONDS, Runnable::run));
    try {
      long offset = measure(channel);
      if (!decided.compareAndSet(false, true)) {
        throw new AsynchronousCloseException();
      }
      return offset;
    } catch (IOException e) {
      close(channel);
      throw decided.compareAndSet(false, true)
          ? e
          : new IOException("it did not answer within " + patience.toSeconds() + " s", e);
    } finally {
      limit.cancel(false);
    }
  }

  private static long measure(FrameChannel channel) throws IOException {
    long shortest = Long.MAX_VALUE;
    long offset = 0;
    for (int i = 1; i <= PINGS; i++) {
      long before = System.nanoTime();
      channel.write(new Frame.Ping(i));
      if (!(channel.read() instanceof Frame.Pong pong)) {
        throw new IOException("it did not answer a ping");
      }
      long way = System.nanoTime() - before;
      if (way < shortest) {
        shortest = way;
        offset = pong.nanos() - (before + way / 2);
      }
      if (Math.abs(offset) <= shortest) {
        return 0;
      }
    }
    return offset;
  }

  private static void close(FrameChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      System.getLogger(WorkerClock.class.getName())
          .log(System.Logger.Level.DEBUG, "closing the channel of a worker", e);
    }
  }
}
