package org.jlanes.worker;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jlanes.runtime.engine.TraceLines;
import org.jlanes.runtime.envelope.Entry;
import org.jlanes.runtime.envelope.Envelope;
import org.jlanes.runtime.envelope.Envelope.ShippedItem;
import org.jlanes.runtime.envelope.Frame;
import org.jlanes.runtime.envelope.ObjectReader;
import org.jlanes.runtime.envelope.Outbox;
import org.jlanes.runtime.envelope.Payload;
import org.jlanes.runtime.envelope.WorkerIdentity;
import org.jlanes.runtime.envelope.WorkerVariables;
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
  private final Memory memory;
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

  /// The envelope's, complete when it has been opened. Written by the run's thread.
  private volatile Payload state;

  /// The item that runs, -1 for none. Written by the run's thread.
  private volatile int running = -1;

  private final HeapGuard heap = new HeapGuard();

  /// Whether no more items are run.
  private boolean spent;

  private Thread thread;
  private Entry entry;
  private Throwable refusal;

  /// The variables that came with items; the latest contain those before.
  private Payload later;

  WorkerRun(Frame.Open open, Outbox outbox, Memory memory, TraceLines traces) {
    this.memory = memory;
    this.run = open.run();
    this.envelope = open.envelope();
    this.state = envelope.state();
    this.outbox = outbox;
    this.identity =
        new WorkerIdentity(envelope.number(), envelope.workers(), ProcessHandle.current().pid());
    this.scope =
        new Scope(
            "run-" + run,
            envelope.cell(),
            new FrameOutput(run, outbox),
            Map.of(
                WorkerIdentity.class,
                identity,
                TraceLines.class,
                whileOpen(traces),
                WorkerVariables.class,
                memory.own().of(() -> loader, identity)));
    this.turns = new Turns(run, scope, outbox);
  }

  /// The kernel does not answer for a run that is over.
  private TraceLines whileOpen(TraceLines traces) {
    return trace -> closed ? Optional.empty() : traces.of(trace);
  }

  void start() {
    steps.add(this::open);
    thread = new Thread(scope.group(), this::work, "items", STACK);
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
    int index = running;
    if (index >= 0) {
      new StuckItem(run, index, thread).tellLater(outbox, () -> running == index && !closed);
    }
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
      memory.setups().keep(run, envelope.cell(), state, loader);
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
        state.release();
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
      state = memory.receive(run, envelope);
      // Last: where classes have changed since, its own count.
      loader = memory.shipped().loader(run, envelope.classes(), envelope.jars());
      begin();
      outbox.post(new Frame.Opened(run));
    } catch (Throwable t) {
      outbox.post(new Frame.Refused(run, Thrown.describe(t)));
    }
  }

  private void begin() throws Exception {
    Thread.currentThread().setContextClassLoader(loader);
    entry = scope.call(() -> memory.begin(state, loader, identity));
  }

  private void meet(Frame.Items items) {
    try {
      ShippedLoader wider = memory.shipped().loader(run, items.classes(), envelope.jars());
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
    Scope inside = spent ? null : turns.begin(item.index());
    if (inside == null) {
      item.value().release();
      return;
    }
    running = item.index();
    boolean struck = attempt(item, inside);
    running = -1;
    if (struck && heap.staysFull()) {
      spent = true;
      outbox.post(new Frame.Spent(run));
    }
  }

  /// Runs an item.
  ///
  /// @return whether it had not enough memory
  private boolean attempt(ShippedItem item, Scope inside) throws IOException {
    boolean struck = false;
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
      value = Result.payload(out);
    } catch (Throwable t) {
      if (ended == 0) {
        ended = System.nanoTime();
        cpu = cpu < 0 ? -1 : CpuClock.now() - cpu;
      }
      Throwable thrown = t instanceof Wrapped w ? w.getCause() : t;
      struck = heap.struck(thrown);
      failure = Thrown.describe(thrown);
    } finally {
      // Where it was not even read.
      item.value().release();
    }
    turns.end();
    Thread.interrupted();
    NativeStdio.flush();
    outbox.post(
        new Frame.Finished(run, item.index(), item.attempt(), started, ended, cpu, value, failure));
    return struck;
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

  /// Carries a Throwable that is neither exception nor error through a Callable.
  private static final class Wrapped extends Exception {
    Wrapped(Throwable cause) {
      super(cause);
    }
  }
}
