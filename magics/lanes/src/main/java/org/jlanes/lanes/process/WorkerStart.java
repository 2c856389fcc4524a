package org.jlanes.lanes.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jlanes.runtime.envelope.Frame;
import org.jlanes.runtime.envelope.FrameChannel;
import org.jlanes.runtime.envelope.SharedBlocks;
import org.jlanes.runtime.scope.CellOutput;
import org.jlanes.runtime.scope.ChildEnvironment;

/// Starts a worker JVM: gives it the invitation, waits for its connection, and says what the JVM
/// said if it does not come. Two threads read what it writes to its real standard streams
/// (libraries, native code, the JVM itself) for as long as it lives.
final class WorkerStart {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);
  private static final System.Logger LOG = System.getLogger(WorkerStart.class.getName());

  private WorkerStart() {}

  /// Starts a worker and waits for its connection.
  ///
  /// @throws WorkerStartException with what the JVM said, if it did not come up
  static WorkerProcess start(List<String> command) throws WorkerStartException {
    Process process = null;
    SharedBlocks shared = SharedBlocks.create().orElse(null);
    try (Rendezvous meeting = Rendezvous.open(shared)) {
      Map<String, String> environment = ChildEnvironment.changes();
      ProcessBuilder builder = new ProcessBuilder(command);
      ChildEnvironment.applyTo(builder);
      process = builder.start();
      Chatter chatter = new Chatter();
      List<Thread> drains =
          List.of(
              drain(process.getInputStream(), CellOutput.Stream.STDOUT, chatter, process.pid()),
              drain(process.getErrorStream(), CellOutput.Stream.STDERR, chatter, process.pid()));
      invite(process, meeting);
      try {
        FrameChannel channel = meeting.accept(process, PATIENCE);
        return new WorkerProcess(process, channel, chatter, measureClock(channel), environment);
      } catch (IOException e) {
        abandon(process, shared);
        awaitLastWords(drains);
        String said = chatter.text();
        throw new WorkerStartException(
            "a worker process could not be started: "
                + e.getMessage()
                + (said.isEmpty() ? "" : ". It said: " + said),
            e);
      }
    } catch (IOException e) {
      abandon(process, shared);
      throw new WorkerStartException("a worker process could not be started: " + e.getMessage(), e);
    }
  }

  private static void invite(Process process, Rendezvous meeting) {
    try (var stdin = process.getOutputStream()) {
      stdin.write(meeting.invitation().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "the worker ended before it was invited", e);
    }
  }

  /// Waits until all that a dead JVM has written is read, but not for a child of its that lives on
  /// and holds its streams open.
  private static void awaitLastWords(List<Thread> drains) {
    try {
      for (Thread drain : drains) {
        drain.join(LAST_WORDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void abandon(Process process, SharedBlocks shared) {
    if (process != null) {
      // By its handle: Process.destroyForcibly closes the streams, with what is not read yet.
      process.toHandle().destroyForcibly();
    }
    if (shared != null) {
      shared.close();
    }
  }

  /// The worker's clock minus ours, in nanoseconds: from the ping with the shortest way. 0 where
  /// the difference is within what that ping took, because then both read the same system clock.
  private static long measureClock(FrameChannel channel) throws IOException {
    long shortest = Long.MAX_VALUE;
    long offset = 0;
    for (int i = 1; i <= 5; i++) {
      long before = System.nanoTime();
      channel.write(new Frame.Ping(i));
      if (!(channel.read() instanceof Frame.Pong pong)) {
        throw new IOException("the worker did not answer a ping");
      }
      long way = System.nanoTime() - before;
      if (way < shortest) {
        shortest = way;
        offset = pong.nanos() - (before + way / 2);
      }
    }
    return Math.abs(offset) <= shortest ? 0 : offset;
  }

  private static Thread drain(InputStream in, CellOutput.Stream stream, Chatter chatter, long pid) {
    return Thread.ofPlatform()
        .name("worker-" + pid + "-" + stream.name().toLowerCase(Locale.ROOT))
        .daemon()
        .inheritInheritableThreadLocals(false)
        .start(() -> {
          byte[] buffer = new byte[8192];
          try (in) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
              chatter.write(stream, buffer, 0, n);
            }
          } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "output of worker " + pid, e);
          }
        });
  }
}
