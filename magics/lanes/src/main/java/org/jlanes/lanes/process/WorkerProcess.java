package org.jlanes.lanes.process;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jlanes.lanes.WorkerPools;
import org.jlanes.runtime.envelope.Envelope.ShippedClass;
import org.jlanes.runtime.envelope.Frame;
import org.jlanes.runtime.envelope.FrameChannel;
import org.jlanes.runtime.envelope.Outbox;
import org.jlanes.runtime.scope.CellOutput;
import org.jlanes.runtime.scope.UnscopedThread;

/// One worker JVM and the connection to it. Serves one run at a time; output of earlier runs, whose
/// threads may live on in the worker, still goes to their cells.
///
/// Threads: one reads frames and calls the listener, one writes them. [WorkerStart] makes it.
final class WorkerProcess {
  /// What happens in the worker. Called on the thread that reads frames.
  interface Listener {
    /// A frame of the run.
    void received(WorkerProcess worker, Frame.ToKernel frame);

    /// The process has ended; nothing more comes. Called once.
    void died(WorkerProcess worker);

    /// What the worker runs now, or null. Called by any thread.
    WorkerPools.Work work(WorkerProcess worker);
  }

  /// As much as a worker has: objects that can be written there must be readable here.
  private static final long STACK = 16L << 20;

  /// How long a process that was told to end, or has been killed, may take.
  private static final Duration DYING = Duration.ofSeconds(2);

  private static final System.Logger LOG = System.getLogger(WorkerProcess.class.getName());

  private final Process process;
  private final FrameChannel channel;
  private final Outbox outbox;
  private final long clockOffset;
  private final StandardStreams streams;
  private final WorkerOrigin origin;
  private final Set<String> known = new HashSet<>();
  private final Set<Integer> setups = new HashSet<>();
  private final AtomicBoolean told = new AtomicBoolean();
  private final Tally tally = new Tally();
  private volatile Listener listener;
  private volatile int cell;
  private volatile boolean gone;
  private volatile Throwable fault;

  /// A worker that has connected.
  ///
  /// @param clockOffset its clock minus ours, in nanoseconds
  /// @param origin how it was started
  WorkerProcess(
      Process process,
      FrameChannel channel,
      StandardStreams streams,
      long clockOffset,
      WorkerOrigin origin) {
    this.origin = origin;
    this.process = process;
    this.channel = channel;
    this.streams = streams;
    this.clockOffset = clockOffset;
    this.outbox = new Outbox("worker-" + pid() + "-writer", channel, e -> kill());
    UnscopedThread.named("worker-" + pid() + "-reader").stackSize(STACK).start(this::read);
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return !gone && process.isAlive();
  }

  /// How it was started.
  WorkerOrigin origin() {
    return origin;
  }

  /// The cell of the run that has it, 0 for none.
  int cell() {
    return cell;
  }

  /// How many items it has run.
  Tally tally() {
    return tally;
  }

  /// What it runs now, or null.
  WorkerPools.Work work() {
    Listener whose = listener;
    return whose == null ? null : whose.work(this);
  }

  /// A time of the worker's clock on this process's clock.
  long toOurClock(long workerNanos) {
    return workerNanos - clockOffset;
  }

  /// Digests of the classes that the worker has. Owned by the run that has the worker.
  Set<String> known() {
    return known;
  }

  /// The setups that the worker has. Owned by the run that has the worker.
  Set<Integer> setups() {
    return setups;
  }

  /// Takes back that the worker has these classes: their frame could not be sent.
  void forget(List<ShippedClass> classes) {
    for (ShippedClass c : classes) {
      if (c.bytes() != null) {
        known.remove(c.digest());
      }
    }
  }

  /// Gives the worker to a run.
  void lease(RunTerms terms, Listener newListener) {
    cell = terms.scope().cell();
    tally.limit(terms.maxItems());
    streams.chatter().to(terms.id(), terms.scope().output());
    listener = newListener;
    if (gone) {
      tell();
    }
  }

  /// Whether a run has had it.
  boolean hasServed() {
    return streams.chatter().hasCells();
  }

  /// Takes it back.
  void release() {
    listener = null;
    cell = 0;
  }

  /// Sends a frame; never blocks. A worker that has died is told of to the listener, not here.
  ///
  /// @param written run when the system has taken it, or null
  void send(Frame frame, Runnable written) throws IOException {
    outbox.postNow(frame, written);
  }

  /// Sends a frame to a worker that has nothing to do, without the way through another thread.
  ///
  /// @param written run when the system has taken it, or null
  void deliver(Frame frame, Runnable written) throws IOException {
    outbox.deliver(frame, written);
  }

  /// Tells the worker to stop the items of a run.
  void cancel(int run, String reason) {
    sendShort(new Frame.Cancel(run, reason));
  }

  /// Tells the worker that a run is over.
  void leave(int run) {
    sendShort(new Frame.Close(run, false));
  }

  /// Tells the worker that a run is over, whose body it has run and is to keep as a setup.
  void leaveAsSetup(int run) {
    setups.add(run);
    sendShort(new Frame.Close(run, true));
  }

  private void sendShort(Frame frame) {
    try {
      send(frame, null);
    } catch (IOException e) {
      throw new IllegalStateException("a short frame", e);
    }
  }

  /// Ends the process at once. What it has written is still read.
  void kill() {
    // By its handle: Process.destroyForcibly closes the streams.
    process.toHandle().destroyForcibly();
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

  /// How the process ended, in words.
  String death() {
    try {
      if (!process.waitFor(DYING.toMillis(), TimeUnit.MILLISECONDS)) {
        kill();
        if (!process.waitFor(DYING.toMillis(), TimeUnit.MILLISECONDS)) {
          return "does not end, though it was killed (the system holds it)";
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "ended";
    }
    return fault == null
        ? ExitStatus.words(process.exitValue())
        : "was ended, because what it sent could not be read (" + fault + ")";
  }

  private void read() {
    try {
      while (true) {
        Frame frame = channel.read();
        switch (frame) {
          case Frame.Output f -> output(f.run()).write(f.stream(), f.bytes(), 0, f.bytes().length);
          case Frame.Shown f -> ShownBundle.show(f, output(f.run()));
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
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "worker " + pid() + " has gone", e);
    } catch (RuntimeException | Error e) {
      // Also a heap that is full: whoever waits for this worker must learn that nothing comes.
      LOG.log(System.Logger.Level.WARNING, "worker " + pid() + " sent what cannot be read", e);
      fault = e;
    }
    kill();
    outbox.close();
    // Before the run learns of it and may end: its cell is where they belong.
    streams.awaitLastWords();
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

  private CellOutput output(int run) {
    return streams.chatter().of(run);
  }
}
