package org.jlanes.lanes.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jlanes.runtime.display.MimeBundle;
import org.jlanes.runtime.envelope.Frame;
import org.jlanes.runtime.envelope.FrameChannel;
import org.jlanes.runtime.envelope.ObjectReader;
import org.jlanes.runtime.envelope.Outbox;
import org.jlanes.runtime.envelope.SharedBlocks;
import org.jlanes.runtime.scope.CellOutput;
import org.jlanes.runtime.scope.ChildEnvironment;

/// One worker JVM and the connection to it. Serves one run at a time; output of earlier runs, whose
/// threads may live on in the worker, still goes to their cells.
///
/// Threads: one reads frames and calls the listener, one writes them, two read what the JVM writes
/// to its real standard streams (libraries, native code, the JVM itself).
final class WorkerProcess {
  /// What happens in the worker. Called on the thread that reads frames.
  interface Listener {
    /// A frame of the run.
    void received(WorkerProcess worker, Frame.ToKernel frame);

    /// The process has ended; nothing more comes. Called once.
    void died(WorkerProcess worker);
  }

  /// Cells whose output may still come.
  private static final int REMEMBERED = 256;

  private static final Duration START = Duration.ofSeconds(60);

  private static final Duration LAST_WORDS = Duration.ofSeconds(2);
  private static final System.Logger LOG = System.getLogger(WorkerProcess.class.getName());

  private final Process process;
  private final FrameChannel channel;
  private final Outbox outbox;
  private final long clockOffset;
  private final Chatter chatter;
  private final Map<String, String> environment;
  private final Set<String> known = new HashSet<>();
  private final AtomicBoolean told = new AtomicBoolean();
  private final Map<Integer, CellOutput> outputs =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Integer, CellOutput> eldest) {
              return size() > REMEMBERED;
            }
          });
  private volatile Listener listener;
  private volatile boolean gone;

  private WorkerProcess(
      Process process, FrameChannel channel, Chatter chatter, Map<String, String> environment)
      throws IOException {
    this.environment = environment;
    this.process = process;
    this.channel = channel;
    this.chatter = chatter;
    this.clockOffset = measureClock(channel);
    this.outbox =
        new Outbox("worker-" + pid() + "-writer", channel, e -> process.destroyForcibly());
    daemon("worker-" + pid() + "-reader", this::read);
  }

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
      try (var stdin = process.getOutputStream()) {
        stdin.write(meeting.invitation().getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        LOG.log(System.Logger.Level.DEBUG, "the worker ended before it was invited", e);
      }
      try {
        return new WorkerProcess(process, meeting.accept(process, START), chatter, environment);
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
      process.destroyForcibly();
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

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return !gone && process.isAlive();
  }

  /// Whether it was started with the environment variables that are set now.
  boolean isUpToDate() {
    return environment.equals(ChildEnvironment.changes());
  }

  /// A time of the worker's clock on this process's clock.
  long toOurClock(long workerNanos) {
    return workerNanos - clockOffset;
  }

  /// Digests of the classes that the worker has. Owned by the run that has the worker.
  Set<String> known() {
    return known;
  }

  /// Gives the worker to a run.
  void lease(int run, Listener newListener, CellOutput output) {
    outputs.put(run, output);
    chatter.to(output);
    listener = newListener;
    if (gone) {
      tell();
    }
  }

  /// Takes it back.
  void release() {
    listener = null;
  }

  /// Sends a frame; never blocks. A worker that has died is told of to the listener, not here.
  ///
  /// @param written run when the system has taken it, or null
  void send(Frame frame, Runnable written) throws IOException {
    outbox.postNow(frame, written);
  }

  /// Ends the process at once.
  void kill() {
    process.destroyForcibly();
  }

  /// Lets the process go: it ends by itself when it sees the connection close.
  void close() {
    release();
    outbox.close();
    try {
      channel.close();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "closing a worker", e);
      kill();
    }
  }

  /// How the process ended, in words, with the last thing it said.
  String death() {
    try {
      if (!process.waitFor(2, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "ended";
    }
    return ExitStatus.words(process.exitValue());
  }

  private void read() {
    try {
      while (true) {
        Frame frame = channel.read();
        switch (frame) {
          case Frame.Output f -> output(f.run()).write(f.stream(), f.bytes(), 0, f.bytes().length);
          case Frame.Shown f -> show(f);
          case Frame.Cleared f -> output(f.run()).clear(f.later());
          case Frame.ToKernel f -> {
            Listener whose = listener;
            if (whose != null) {
              whose.received(this, f);
            }
          }
          case Frame.ToWorker f -> throw new IOException("a frame for workers came: " + f);
        }
      }
    } catch (IOException | RuntimeException e) {
      LOG.log(System.Logger.Level.DEBUG, "worker " + pid() + " has gone", e);
    }
    process.destroyForcibly();
    outbox.close();
    gone = true;
    tell();
  }

  /// Tells the run that has the worker, if one has: now, or when it takes the worker.
  private void tell() {
    Listener whose = listener;
    if (whose != null && told.compareAndSet(false, true)) {
      whose.died(this);
    }
  }

  private void show(Frame.Shown f) throws IOException {
    try {
      var maps = (List<?>) ObjectReader.read(f.bundle(), WorkerProcess.class.getClassLoader());
      output(f.run()).display(bundle(maps), f.displayId(), f.update());
    } catch (ClassNotFoundException e) {
      throw new IOException("a bundle consists of classes of the JDK", e);
    }
  }

  @SuppressWarnings("unchecked") // written by FrameOutput as these two maps
  private static MimeBundle bundle(List<?> maps) {
    return new MimeBundle((Map<String, Object>) maps.get(0), (Map<String, Object>) maps.get(1));
  }

  private CellOutput output(int run) {
    CellOutput output = outputs.get(run);
    return output != null ? output : chatter;
  }

  private static Thread drain(InputStream in, CellOutput.Stream stream, Chatter chatter, long pid) {
    return daemon(
        "worker-" + pid + "-" + stream.name().toLowerCase(java.util.Locale.ROOT),
        () -> {
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

  private static Thread daemon(String name, Runnable body) {
    return Thread.ofPlatform()
        .name(name)
        .daemon()
        .inheritInheritableThreadLocals(false)
        .start(body);
  }
}
