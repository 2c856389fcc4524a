package org.jlanes.worker;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.jlanes.runtime.engine.TraceLines;
import org.jlanes.runtime.envelope.Entry;
import org.jlanes.runtime.envelope.Envelope;
import org.jlanes.runtime.envelope.Envelope.Setup;
import org.jlanes.runtime.envelope.Frame;
import org.jlanes.runtime.envelope.ObjectReader;
import org.jlanes.runtime.envelope.Outbox;
import org.jlanes.runtime.envelope.Payload;
import org.jlanes.runtime.envelope.WorkerIdentity;
import org.jlanes.runtime.scope.Scope;

/// One run in this worker: opens the envelope, then runs the items in the order of their arrival,
/// on one thread inside one scope.
final class WorkerRun {
  /// As much as the kernel gives a cell, so that a recursion that works there works here.
  private static final long STACK = 16L << 20;

  private final int run;
  private final Envelope envelope;
  private final Outbox outbox;
  private final Shipped shipped;
  private final Setups setups;
  private final Scope scope;
  private final WorkerIdentity identity;
  private final Agenda agenda = new Agenda();
  private final ItemRuns items;
  private volatile boolean closed;
  private volatile boolean kept;

  /// Written by the run's thread.
  private volatile ShippedLoader loader;

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
    this.items = new ItemRuns(run, outbox, scope, identity, agenda);
  }

  /// The kernel does not answer for a run that is over.
  private TraceLines whileOpen(TraceLines traces) {
    return trace -> closed ? Optional.empty() : traces.of(trace);
  }

  void start() {
    agenda.add(this::open);
    Thread thread = new Thread(scope.group(), this::work, "items", STACK);
    thread.setDaemon(true);
    thread.start();
  }

  /// Queues items. Called by the reading thread.
  void add(Frame.Items parcel) {
    if (!parcel.classes().isEmpty() || parcel.variables() != null) {
      agenda.add(() -> meet(parcel));
    }
    parcel.items().forEach(item -> agenda.add(new ItemStep(item, items)));
  }

  /// Queues items. Called by the reading thread.
  void add(Frame.PlainItems parcel) {
    agenda.add(new PlainBatch(parcel.indices(), parcel.values(), items::run));
  }

  /// Gives items back that have not been started. Called by the reading thread.
  void giveBack(int most) throws IOException {
    int[] indices = agenda.giveBack(most).stream().mapToInt(i -> i).toArray();
    outbox.postNow(new Frame.Returned(run, indices), null);
  }

  void cancel(String reason) {
    scope.cancel(reason);
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
    agenda.add(() -> {});
  }

  private void work() {
    Scope.attach(scope);
    try {
      while (!closed) {
        try {
          agenda.take().run();
        } catch (InterruptedException e) {
          // Meant for an item that has ended already. The next step must not feel it.
        }
      }
      if (!kept) {
        envelope.state().release();
      }
      replaceLater(null);
      items.end();
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
      outbox.deliver(new Frame.Opened(run), null);
    } catch (Throwable t) {
      outbox.post(new Frame.Refused(run, Thrown.describe(t)));
    }
  }

  private void begin() throws Exception {
    Thread.currentThread().setContextClassLoader(loader);
    Entry entry =
        scope.call(() -> {
          setups.replay(loader, identity);
          return readState();
        });
    items.use(entry, loader);
  }

  private Entry readState() throws Exception {
    try (ObjectReader in = new ObjectReader(envelope.state(), loader)) {
      Captured.read(in, loader);
      return (Entry) in.readObject();
    }
  }

  private void meet(Frame.Items parcel) {
    try {
      ShippedLoader wider = shipped.loader(run, parcel.classes(), envelope.jars());
      if (wider != loader) {
        // A class of these items has been redefined since an earlier run.
        loader = wider;
        begin();
        readLater();
      }
      if (parcel.variables() != null) {
        replaceLater(parcel.variables());
        readLater();
      }
    } catch (Throwable t) {
      // Without their classes and variables the items would give wrong answers.
      items.refuse(t);
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
}
