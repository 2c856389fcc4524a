package org.jlanes.worker;

import java.io.IOException;
import java.io.ObjectStreamException;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jlanes.runtime.engine.TraceLines;
import org.jlanes.runtime.envelope.Entry;
import org.jlanes.runtime.envelope.Envelope;
import org.jlanes.runtime.envelope.Envelope.Setup;
import org.jlanes.runtime.envelope.Envelope.ShippedItem;
import org.jlanes.runtime.envelope.Frame;
import org.jlanes.runtime.envelope.FrameCodec;
import org.jlanes.runtime.envelope.Hindrance;
import org.jlanes.runtime.envelope.ObjectReader;
import org.jlanes.runtime.envelope.ObjectWriter;
import org.jlanes.runtime.envelope.Outbox;
import org.jlanes.runtime.envelope.Payload;
import org.jlanes.runtime.envelope.WorkerIdentity;
import org.jlanes.runtime.output.NativeStdio;
import org.jlanes.runtime.scope.Scope;

/// One run in this worker: opens the envelope, then runs the items in the order of their arrival,
/// on one thread inside one scope.
final class WorkerRun {
  /// As much as the kernel gives a cell, so that a recursion that works there works here.
  private static final long STACK = 16L << 20;

  /// Work for the run's thread.
  @FunctionalInterface
  private interface Step {
    void run() throws IOException;
  }

  private final int run;
  private final Envelope envelope;
  private final Outbox outbox;
  private final Shipped shipped;
  private final Setups setups;
  private final Scope scope;
  private final WorkerIdentity identity;
  private final BlockingQueue<Step> steps = new LinkedBlockingQueue<>();

  /// The items in `steps`, which hold shared memory.
  private final Queue<ShippedItem> unread = new ConcurrentLinkedQueue<>();

  private final Turns turns;
  private volatile boolean closed;
  private volatile boolean kept;

  /// Written by the run's thread.
  private volatile ShippedLoader loader;

  private Entry entry;
  private Throwable refusal;

  /// The variables that came with items; the latest contain those before.
  private Payload later;

  WorkerRun(Frame.Open open, Outbox outbox, Shipped shipped, Setups setups, TraceLines traces) {
    this.setups = setups;
    this.run = open.run();
    this.envelope = open.envelope();
    this.outbox = outbox;
    this.shipped = shipped;
    this.identity =
        new WorkerIdentity(envelope.number(), envelope.workers(), ProcessHandle.current().pid());
    this.scope =
        new Scope(
            "run-" + run,
            envelope.cell(),
            new FrameOutput(run, outbox),
            Map.of(WorkerIdentity.class, identity, TraceLines.class, whileOpen(traces)));
    this.turns = new Turns(run, scope, outbox);
  }

  /// The kernel does not answer for a run that is over.
  private TraceLines whileOpen(TraceLines traces) {
    return trace -> closed ? Optional.empty() : traces.of(trace);
  }

  void start() {
    steps.add(this::open);
    Thread thread = new Thread(scope.group(), this::work, "items", STACK);
    thread.setDaemon(true);
    thread.start();
  }

  /// Queues items. Called by the reading thread.
  void add(Frame.Items items) {
    if (!items.classes().isEmpty() || items.variables() != null) {
      steps.add(() -> meet(items));
    }
    for (ShippedItem item : items.items()) {
      turns.add(item.index());
      unread.add(item);
      steps.add(() -> run(item));
    }
  }

  /// Stops all items. Called by the reading thread.
  void cancel(String reason) throws IOException {
    turns.cancel(reason);
  }

  /// Stops one item. Called by the reading thread.
  void stop(Frame.Stop stop) throws IOException {
    turns.stop(stop);
  }

  /// Ends the run. Called by the reading thread.
  ///
  /// @param keep whether its body is kept as a setup, which has run here
  void close(boolean keep) {
    if (keep) {
      kept = true;
      setups.keep(run, envelope.cell(), envelope.state(), loader);
    }
    closed = true;
    steps.add(() -> {});
  }

  private void work() {
    Scope.attach(scope);
    try {
      while (!closed) {
        try {
          steps.take().run();
        } catch (InterruptedException e) {
          // Meant for an item that has ended already. The next step must not feel it.
        }
      }
      if (!kept) {
        envelope.state().release();
      }
      replaceLater(null);
      unread.forEach(item -> item.value().release());
    } catch (IOException e) {
      // The connection is of no use any more, and the process without it neither.
      Runtime.getRuntime().halt(1);
    } catch (RuntimeException | Error e) {
      try {
        e.printStackTrace();
      } finally {
        // Without this thread the kernel would wait for ever; it knows what to do about a death.
        Runtime.getRuntime().halt(1);
      }
    }
  }

  /// Forgets the scope if none of its threads lives any more, so that it no longer costs others
  /// anything.
  boolean forgotten() {
    boolean quiet = scope.threads().isEmpty();
    if (quiet) {
      scope.close();
    }
    return quiet;
  }

  private void open() throws IOException {
    try {
      setups.become(envelope.setups());
      for (Setup setup : envelope.setups()) {
        ShippedLoader _ = shipped.loader(run, setup.classes(), envelope.jars());
      }
      // Last: where classes have changed since, its own count.
      loader = shipped.loader(run, envelope.classes(), envelope.jars());
      begin();
      outbox.post(new Frame.Opened(run));
    } catch (Throwable t) {
      outbox.post(new Frame.Refused(run, Thrown.describe(t)));
    }
  }

  private void begin() throws Exception {
    Thread.currentThread().setContextClassLoader(loader);
    entry =
        scope.call(() -> {
          setups.replay(loader, identity);
          return readState();
        });
  }

  private Entry readState() throws Exception {
    try (ObjectReader in = new ObjectReader(envelope.state(), loader)) {
      Captured.read(in, loader);
      return (Entry) in.readObject();
    }
  }

  private void meet(Frame.Items items) {
    try {
      ShippedLoader wider = shipped.loader(run, items.classes(), envelope.jars());
      if (wider != loader) {
        // A class of these items has been redefined since an earlier run.
        loader = wider;
        begin();
        readLater();
      }
      if (items.variables() != null) {
        replaceLater(items.variables());
        readLater();
      }
    } catch (Throwable t) {
      // Without their classes and variables the items would give wrong answers.
      refusal = t;
    }
  }

  private void replaceLater(Payload variables) {
    if (later != null) {
      later.release();
    }
    later = variables;
  }

  private void readLater() throws Exception {
    if (later != null) {
      try (ObjectReader in = new ObjectReader(later, loader)) {
        scope.call(() -> {
          Captured.read(in, loader);
          return null;
        });
      }
    }
  }

  private void run(ShippedItem item) throws IOException {
    unread.remove();
    Scope inside = turns.begin(item.index());
    if (inside == null) {
      item.value().release();
      return;
    }
    long started = System.nanoTime();
    long ended = 0;
    long cpu = CpuClock.now();
    Payload value = null;
    Frame.Failure failure = null;
    try {
      if (refusal != null) {
        throw refusal;
      }
      Object in = ObjectReader.read(item.value(), loader);
      started = System.nanoTime();
      cpu = CpuClock.now();
      Object out = inside.call(() -> apply(in, item.index()));
      ended = System.nanoTime();
      cpu = cpu < 0 ? -1 : CpuClock.now() - cpu;
      value = result(out);
    } catch (Throwable t) {
      if (ended == 0) {
        ended = System.nanoTime();
        cpu = cpu < 0 ? -1 : CpuClock.now() - cpu;
      }
      failure = Thrown.describe(t instanceof Wrapped w ? w.getCause() : t);
    } finally {
      // Where it was not even read.
      item.value().release();
    }
    turns.end();
    Thread.interrupted();
    NativeStdio.flush();
    outbox.post(
        new Frame.Finished(run, item.index(), item.attempt(), started, ended, cpu, value, failure));
  }

  private Object apply(Object item, int index) throws Exception {
    try {
      return entry.run(item, index, identity);
    } catch (Exception | Error e) {
      throw e;
    } catch (Throwable t) {
      throw new Wrapped(t);
    }
  }

  private static Payload result(Object value) throws IOException {
    Payload payload =
        ObjectWriter.payload(
            ObjectWriter.Observer.NONE,
            out -> {
              try {
                out.writeWhole(value);
              } catch (ObjectStreamException e) {
                throw new IllegalArgumentException(
                    "the result ("
                        + Hindrance.type(value)
                        + ") cannot be sent back from a worker process: "
                        + Hindrance.reason("result", value, out.last(), e, Hindrance.Way.HOME),
                    e);
              }
            });
    if (payload.size() > FrameCodec.LONGEST - (1 << 16)) {
      throw new IllegalArgumentException(
          "the result is too large: " + FrameCodec.tooLong(payload.size()));
    }
    return payload;
  }

  /// Carries a Throwable that is neither exception nor error through a Callable.
  private static final class Wrapped extends Exception {
    Wrapped(Throwable cause) {
      super(cause);
    }
  }
}
