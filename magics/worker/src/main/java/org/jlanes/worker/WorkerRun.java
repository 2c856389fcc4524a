package org.jlanes.worker;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jlanes.runtime.engine.TraceLines;
import org.jlanes.runtime.envelope.Envelope;
import org.jlanes.runtime.envelope.Frame;
import org.jlanes.runtime.envelope.ObjectReader;
import org.jlanes.runtime.envelope.Outbox;
import org.jlanes.runtime.envelope.Payload;
import org.jlanes.runtime.envelope.WorkerIdentity;
import org.jlanes.runtime.envelope.WorkerVariables;
import org.jlanes.runtime.scope.Scope;

/// One run in this worker: opens the envelope, then runs the items in the order of their arrival,
/// on one thread inside one scope. That thread reads what the kernel sends while it has nothing to
/// run.
final class WorkerRun {
  /// As much as the kernel gives a cell, so that a recursion that works there works here.
  private static final long STACK = 16L << 20;

  /// How long the run before may take to end, when nothing of it runs.
  private static final Duration PREVIOUS = Duration.ofSeconds(10);

  private final int run;
  private final Envelope envelope;
  private final Outbox outbox;
  private final Memory memory;
  private final Scope scope;
  private final WorkerIdentity identity;
  private final Agenda agenda = new Agenda();
  private final Reading reading;
  private final ItemRuns items;
  private final TraceLines traces;
  private volatile boolean closed;
  private volatile boolean kept;

  /// Written by the run's thread.
  private volatile ShippedLoader loader;

  /// The envelope's, complete when it has been opened. Written by the run's thread.
  private volatile Payload state;

  private Thread thread;

  /// The run before; null when that has been waited for.
  private WorkerRun previous;

  WorkerRun(Frame.Open open, Outbox outbox, Memory memory, TraceLines traces, Reading reading) {
    this.reading = reading;
    this.memory = memory;
    this.traces = whileOpen(traces);
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
                this.traces,
                WorkerVariables.class,
                memory.own().of(() -> loader, identity)));
    this.items = new ItemRuns(run, outbox, scope, identity, agenda, memory.shown());
  }

  /// The kernel does not answer for a run that is over.
  private TraceLines whileOpen(TraceLines traces) {
    return trace -> closed ? Optional.empty() : traces.of(trace);
  }

  /// Starts its thread.
  ///
  /// @param last the run before, or null
  void start(WorkerRun last) {
    previous = last;
    agenda.add(this::open);
    thread = new Thread(scope.group(), this::work, "items", STACK);
    thread.setDaemon(true);
    thread.start();
  }

  /// Queues items. Called by the reading thread.
  void add(Frame.Items parcel) {
    if (!parcel.classes().isEmpty() || parcel.variables() != null) {
      agenda.add(
          new Step() {
            @Override
            public void run() {
              meet(parcel);
            }

            @Override
            public void discard() {
              if (parcel.variables() != null) {
                parcel.variables().release();
              }
            }
          });
    }
    parcel
        .items()
        .forEach(item -> {
          items.comes(item.index());
          agenda.add(new ItemStep(item, items));
        });
  }

  /// Queues items. Called by the reading thread.
  void add(Frame.PlainItems parcel) {
    for (int index : parcel.indices()) {
      items.comes(index);
    }
    agenda.add(new PlainBatch(parcel.indices(), parcel.values(), items::run));
  }

  /// Gives items back that have not been started. Called by the reading thread.
  void giveBack(int most) throws IOException {
    outbox.postNow(new Frame.Returned(run, agenda.giveBack(most)), null);
  }

  /// Stops all items. Called by the reading thread.
  void cancel(String reason) throws IOException {
    // First what has not begun, or it would begin and be stopped.
    for (int index : agenda.clear()) {
      outbox.post(new Frame.Skipped(run, index, reason));
    }
    scope.cancel(reason);
    int index = items.running();
    if (index >= 0) {
      tellIfStuck(index);
    }
  }

  private void tellIfStuck(int index) {
    if (items.running() == index) {
      new StuckItem(run, index, thread, traces)
          .tellLater(outbox, () -> items.running() == index && !closed);
    }
  }

  /// Stops one item. Called by the reading thread.
  void stop(Frame.Stop stop) throws IOException {
    if (agenda.takeBack(stop.index())) {
      outbox.post(new Frame.Skipped(run, stop.index(), stop.reason()));
    } else if (stop.running()) {
      items.stop(stop.index(), stop.reason());
      tellIfStuck(stop.index());
    }
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
    agenda.add(() -> {});
  }

  /// Whether its thread has been waiting for another one to bring what it now has to do. Called by
  /// the reading thread.
  boolean wakes() {
    return agenda.wakes();
  }

  private void work() {
    Scope.attach(scope);
    reading.join();
    try {
      while (!closed) {
        try {
          next().run();
        } catch (InterruptedException e) {
          // Meant for an item that has ended already. The next step must not feel it.
        }
      }
      reading.part();
      if (!kept) {
        state.release();
      }
      items.end();
      // What is left there may hold shared memory.
      agenda.end();
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

  private Step next() throws InterruptedException, IOException {
    Step step = agenda.poll();
    while (step == null && reading.read(() -> closed)) {
      step = agenda.poll();
    }
    return step != null ? step : agenda.take();
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
      awaitPrevious();
      state = memory.receive(run, envelope);
      // Last: where classes have changed since, its own count.
      loader = memory.shipped().loader(run, envelope.classes(), envelope.jars());
      begin();
      outbox.deliver(new Frame.Opened(run), null);
    } catch (Throwable t) {
      // The kernel may have sent some already.
      items.refuse(t);
      outbox.post(new Frame.Refused(run, Thrown.describe(t)));
    }
  }

  /// Waits for the run before this one, whose items have ended: it may still be setting variables
  /// for one that was taken away again.
  private void awaitPrevious() throws InterruptedException {
    WorkerRun last = previous;
    previous = null;
    if (last != null && last.closed) {
      last.thread.join(PREVIOUS);
    }
  }

  private void begin() throws Exception {
    Thread.currentThread().setContextClassLoader(loader);
    items.use(scope.call(() -> memory.begin(state, loader, identity)), loader);
  }

  private void meet(Frame.Items parcel) {
    try {
      ShippedLoader wider = memory.shipped().loader(run, parcel.classes(), envelope.jars());
      if (wider != loader) {
        // A class of these items has been redefined since an earlier run.
        loader = wider;
        begin();
      }
    } catch (Throwable t) {
      // Without their classes the items would give wrong answers.
      items.refuse(t);
    }
    if (parcel.variables() != null) {
      try {
        read(parcel.variables());
      } catch (Throwable t) {
        items.lack(parcel.number(), t);
      }
    }
  }

  private void read(Payload variables) throws Exception {
    try (ObjectReader in = new ObjectReader(variables, loader)) {
      scope.call(() -> {
        Captured.read(in, loader);
        return null;
      });
    } finally {
      variables.release();
    }
  }
}
