package org.jlanes.lanes.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jlanes.runtime.display.Troubleshooting;
import org.jlanes.runtime.envelope.FrameChannel;
import org.jlanes.runtime.envelope.SharedBlocks;
import org.jlanes.runtime.scope.ChildEnvironment;

/// Starts a worker JVM: gives it the invitation, waits for its connection, and says what the JVM
/// said if it does not come.
final class WorkerStart {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  /// What systems and JVMs say where there is no room for another process, or for its heap.
  private static final Pattern SHORTAGE =
      Pattern.compile(
          "(?i)cannot allocate memory|could not reserve|insufficient memory|out of memory"
              + "|resource temporarily unavailable|cannot create (worker )?(gc )?thread");

  private static final System.Logger LOG = System.getLogger(WorkerStart.class.getName());

  private WorkerStart() {}

  /// Starts a worker and waits for its connection.
  ///
  /// @throws WorkerStartException with what the JVM said, if it did not come up
  static WorkerProcess start(List<String> command, WorkerOrigin origin)
      throws WorkerStartException {
    Process process = null;
    SharedBlocks shared = null;
    Family family = new Family();
    long since = System.nanoTime();
    try {
      // First of all: until it asks where to connect, it takes longer than all that follows.
      process = process(command, family);
      shared = SharedBlocks.create().orElse(null);
      return connected(process, shared, command, origin, family, since);
    } catch (IOException e) {
      abandon(process, shared);
      throw failure(e.getMessage(), e);
    }
  }

  private static Process process(List<String> command, Family family) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    ChildEnvironment.applyTo(builder);
    family.mark(builder.environment());
    return builder.start();
  }

  private static WorkerProcess connected(
      Process process,
      SharedBlocks shared,
      List<String> command,
      WorkerOrigin origin,
      Family family,
      long since)
      throws IOException, WorkerStartException {
    try (Rendezvous meeting = Rendezvous.open(shared)) {
      StandardStreams streams = new StandardStreams(process, meeting.stamp());
      invite(process, meeting);
      try {
        Rendezvous.Guest guest = meeting.accept(process, PATIENCE);
        FrameChannel channel = guest.channel();
        long offset = WorkerClock.offset(guest, since, PATIENCE);
        return new WorkerProcess(
            process,
            channel,
            streams,
            offset,
            origin,
            new Wreckage(command, process.pid(), family));
      } catch (IOException e) {
        abandon(process, shared);
        streams.awaitLastWords(LAST_WORDS);
        String said = streams.chatter().text();
        throw failure(e.getMessage() + (said.isEmpty() ? "" : ". It said: " + said), e);
      }
    }
  }

  private static WorkerStartException failure(String why, IOException cause) {
    boolean shortage = SHORTAGE.matcher(why).find();
    return new WorkerStartException(
        "a worker process could not be started: "
            + why
            + (shortage ? " " + Troubleshooting.FEWER_WORKERS.hint() : ""),
        cause);
  }

  private static void invite(Process process, Rendezvous meeting) {
    try (var stdin = process.getOutputStream()) {
      stdin.write(meeting.invitation().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "the worker ended before it was invited", e);
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
}
