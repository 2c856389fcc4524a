package org.jlanes.lanes.process;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jlanes.lanes.WorkerPools;
import org.jlanes.runtime.envelope.CurrentItem;
import org.jlanes.runtime.envelope.Envelope;
import org.jlanes.runtime.envelope.Envelope.ShippedClass;
import org.jlanes.runtime.envelope.Envelope.ShippedJar;
import org.jlanes.runtime.envelope.Frame;
import org.jlanes.runtime.envelope.FrameChannel;
import org.jlanes.runtime.envelope.FrameException;
import org.jlanes.runtime.envelope.Meter;
import org.jlanes.runtime.envelope.Outbox;
import org.jlanes.runtime.envelope.SharedRegion;
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

  /// How long the last words may take. Only a process that a body has started, and that has made a
  /// session of its own, makes this wait to its end.
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  private static final System.Logger LOG = System.getLogger(WorkerProcess.class.getName());

  private final Process process;
  private final FrameChannel channel;
  private final Outbox outbox;
  private final long clockOffset;
  private final StandardStreams streams;
  private final WorkerOrigin origin;
  private final Set<String> known = new HashSet<>();
  private final Set<Integer> setups = new HashSet<>();

  /// The class path of the envelope that it was sent last, or null. Owned by the run that has the
  /// worker.
  private List<ShippedJar> jars;

  private final AtomicBoolean told = new AtomicBoolean();
  private final Runnable deaf;
  private final Tally tally = new Tally();
  private volatile Listener listener;
  private volatile int cell;
  private final Mortal mortal;

  /// The item that it runs, where it shows that.
  private volatile CurrentItem current;

  /// Messages of plain items, up to two. Owned by the run that has the worker.
  private int plainMessages;

  private volatile boolean gone;
  private volatile boolean spent;

  /// A worker that has connected.
  ///
  /// @param clockOffset its clock minus ours, in nanoseconds
  /// @param origin how it was started
  /// @param remains what it will leave
  WorkerProcess(
      Process process,
      FrameChannel channel,
      StandardStreams streams,
      long clockOffset,
      WorkerOrigin origin,
      Wreckage remains) {
    this.origin = origin;
    this.process = process;
    this.mortal = new Mortal(process, remains, streams.chatter().lastLines(), origin);
    this.channel = channel;
    this.streams = streams;
    this.clockOffset = clockOffset;
    this.outbox = new Outbox("worker-" + pid() + "-writer", channel, e -> unreachable());
    this.deaf = SharedRegion.onFree(region -> sendShort(new Frame.Freed(region)));
    UnscopedThread.named("worker-" + pid() + "-reader").stackSize(STACK).start(this::read);
    var unused =
        process
            .onExit()
            .thenRun(() ->
                UnscopedThread.named("worker-" + pid() + "-end")
                    .start(() -> mortal.ended(channel, () -> gone)));
  }

  /// It does not read any more: mostly because it ends, and its own status says more than that of a
  /// process that is killed.
  private void unreachable() {
    UnscopedThread.named("worker-" + pid() + "-end")
        .start(() -> {
          mortal.awaitEndByItself();
          kill();
        });
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

  /// Nobody knows any more which classes and setups the worker has. For the run that has it.
  void forgetAll() {
    known.clear();
    setups.clear();
    jars = null;
  }

  /// Takes back that the worker has these classes: their frame could not be sent.
  void forget(List<ShippedClass> classes) {
    for (ShippedClass c : classes) {
      if (c.bytes() != null) {
        known.remove(c.digest());
      }
    }
  }

  /// Whether there is no reason why it should not open an envelope: it has had such a one before,
  /// which brought all that this one leaves out. For the run that has the worker.
  boolean opensReadily(Envelope envelope) {
    boolean before = envelope.jars().equals(jars);
    jars = envelope.jars();
    return before
        && envelope.classes().stream().allMatch(c -> c.bytes() == null)
        && envelope.setups().stream().allMatch(setup -> setup.state() == null);
  }

  /// Gives the worker to a run.
  ///
  /// @param meter counts the bytes from now on
  /// @param output where goes what it prints
  void lease(RunTerms terms, Listener newListener, Meter meter, CellOutput output) {
    channel.meter(meter);
    cell = terms.scope().cell();
    tally.limit(terms.maxItems());
    streams.chatter().to(terms.id(), output);
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

  /// Plain items will be sent. From the second message on, or where there are several in one, the
  /// worker shows which it runs. For the thread that sends.
  void willRun(int items) {
    if (plainMessages < 2) {
      plainMessages = items > 1 ? 2 : plainMessages + 1;
      current = plainMessages == 2 ? channel.showCurrent() : null;
    }
  }

  /// The item of a run that it began last, -1 where that is not known. Also when it has died.
  int current(int run) {
    CurrentItem shown = current;
    return shown == null ? -1 : shown.of(run);
  }

  /// Tells the worker to stop the items of a run.
  void cancel(int run, String reason) {
    sendShort(new Frame.Cancel(run, reason));
  }

  /// Tells the worker to stop one item of a run.
  void stop(int run, int index, boolean running, String reason) {
    sendShort(new Frame.Stop(run, index, running, reason));
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

  private void killSpent() {
    spent = true;
    kill();
  }

  /// Whether it was ended because its heap was full for good: it ran nothing then.
  boolean spent() {
    return spent;
  }

  /// Ends the process at once. What it has written is still read.
  void kill() {
    mortal.kill();
  }

  /// Lets the process go: it ends by itself when it sees the connection close.
  void close() {
    release();
    deaf.run();
    outbox.close();
    try {
      channel.close();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "closing a worker", e);
      kill();
    }
  }

  /// What it leaves if it goes wrong.
  Wreckage remains() {
    return mortal.remains();
  }

  /// How the process ended.
  Death death() {
    return mortal.death();
  }

  private void read() {
    try {
      while (true) {
        Frame frame = channel.read();
        switch (frame) {
          case Frame.Output f -> {
            byte[] text = f.bytes();
            streams.chatter().heard(f.stream(), text, 0, text.length);
            output(f.run()).write(f.stream(), text, 0, text.length);
          }
          case Frame.Shown f -> ShownBundle.show(f, output(f.run()));
          case Frame.Cleared f -> output(f.run()).clear(f.later());
          case Frame.Spent f -> killSpent();
          case Frame.ToKernel f -> {
            if (f instanceof Frame.Finished || f instanceof Frame.PlainResults) {
              streams.chatter().settle();
            }
            Listener whose = listener;
            if (whose != null) {
              whose.received(this, f);
            } else {
              f.discard();
            }
          }
          case Frame.ToWorker f -> throw new IOException("a frame for workers came: " + f);
        }
      }
    } catch (FrameException e) {
      LOG.log(System.Logger.Level.WARNING, "worker " + pid() + " sent what is no frame", e);
      mortal.sentNonsense(e);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "worker " + pid() + " has gone", e);
      mortal.awaitEndByItself();
    } catch (RuntimeException | Error e) {
      // Also a heap that is full: whoever waits for this worker must learn that nothing comes.
      LOG.log(System.Logger.Level.WARNING, "worker " + pid() + " sent what cannot be read", e);
      mortal.sentNonsense(e);
    }
    kill();
    deaf.run();
    outbox.close();
    // Before the run learns of it and may end: its cell is where they belong.
    streams.awaitLastWords(LAST_WORDS);
    streams.chatter().settle();
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
