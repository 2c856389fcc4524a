package org.jlanes.worker;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jlanes.runtime.envelope.Entry;
import org.jlanes.runtime.envelope.Envelope.ShippedItem;
import org.jlanes.runtime.envelope.Frame;
import org.jlanes.runtime.envelope.ObjectReader;
import org.jlanes.runtime.envelope.Outbox;
import org.jlanes.runtime.envelope.Payload;
import org.jlanes.runtime.envelope.PlainValues;
import org.jlanes.runtime.envelope.WorkerIdentity;
import org.jlanes.runtime.output.NativeStdio;
import org.jlanes.runtime.scope.CancelledError;
import org.jlanes.runtime.scope.Scope;

/// Runs a body on items, measures it, and sends what came of them. Owned by the run's thread.
final class ItemRuns {
  private final int run;
  private final Outbox outbox;
  private final Scope scope;
  private final WorkerIdentity identity;
  private final Agenda agenda;
  private final ShownItem shown;
  private final Turns turns;
  private final PlainResults results;
  private Entry entry;
  private ClassLoader loader;
  private Throwable refusal;

  /// Why variables could not be set, by their number.
  private final Map<Integer, Throwable> lacking = new HashMap<>();

  private final HeapGuard heap = new HeapGuard();

  /// Whether an item has lacked memory since that was looked at last.
  private boolean struck;

  /// Whether no more items are run.
  private boolean spent;

  ItemRuns(
      int run,
      Outbox outbox,
      Scope scope,
      WorkerIdentity identity,
      Agenda agenda,
      ShownItem shown) {
    this.shown = shown;
    this.run = run;
    this.outbox = outbox;
    this.scope = scope;
    this.identity = identity;
    this.agenda = agenda;
    this.turns = new Turns(scope);
    this.results = new PlainResults(run, outbox);
  }

  /// Items are run with this from now on.
  void use(Entry newEntry, ClassLoader newLoader) {
    entry = newEntry;
    loader = newLoader;
  }

  /// Items fail with this from now on.
  void refuse(Throwable why) {
    refusal = why;
  }

  /// Items that need these variables fail with this.
  void lack(int number, Throwable why) {
    lacking.put(number, why);
  }

  /// An item comes, perhaps once more. Called by the reading thread.
  void comes(int index) {
    turns.comes(index);
  }

  /// Stops an item if it runs. Any thread.
  void stop(int index, String reason) {
    turns.stop(index, reason);
  }

  /// No item comes any more.
  void end() {
    results.close();
  }

  /// The item that runs, -1 for none. Any thread.
  int running() {
    return turns.running();
  }

  /// Runs an item that came with its object stream.
  void run(ShippedItem item) throws IOException {
    try {
      if (!spent) {
        results.flush();
        results.begin();
        run(item.index(), item.attempt(), () -> read(item));
        look();
      }
    } finally {
      // Where it was not even read.
      item.value().release();
    }
  }

  private Object read(ShippedItem item) throws Exception {
    Throwable missing = lacking.get(item.needs());
    if (missing != null) {
      throw new Wrapped(missing);
    }
    return ObjectReader.read(item.value(), loader);
  }

  /// Runs plain items, as long as they are not given back.
  void run(PlainBatch batch) throws IOException {
    results.begin();
    while (!batch.spent()) {
      if (refusal == null && !scope.cancelled() && !spent) {
        smoothly(batch);
      } else {
        int at = batch.claim();
        if (at >= 0 && !spent) {
          results.flush();
          run(batch.index(at), 1, () -> batch.value(at));
          look();
        }
      }
    }
    results.settle();
  }

  /// Whether the heap stays full after an item that lacked memory: then the kernel has all others
  /// run elsewhere.
  private void look() throws IOException {
    if (struck && heap.staysFull()) {
      spent = true;
      outbox.post(new Frame.Spent(run));
    }
    struck = false;
  }

  private void smoothly(PlainBatch batch) throws IOException {
    Scope inside = turns.scope();
    try {
      inside.call(() -> {
        long now = System.nanoTime();
        while (!inside.cancelled() && !spent) {
          int at = batch.claim();
          if (at < 0) {
            break;
          }
          if (turns.begin(batch.index(at), inside)) {
            results.wake();
            now = plain(batch.index(at), batch.value(at), batch, now);
          } else {
            // The item before was to be stopped, and had just ended.
            turns.end();
            Thread.interrupted();
            results.flush();
            run(batch.index(at), 1, () -> batch.value(at));
            now = System.nanoTime();
          }
          look();
        }
        return null;
      });
    } catch (CancelledError e) {
      // Before the first of them: they fail one by one.
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    } finally {
      turns.end();
      if (inside.cancelled()) {
        // Meant for an item that has ended.
        Thread.interrupted();
      }
    }
  }

  /// Runs a plain item.
  ///
  /// @param started when the one before it ended: a second look at the clock would cost as much as
  ///   what lies between
  /// @return when it ended, or what took long after it
  private long plain(int index, Object item, PlainBatch batch, long started) throws IOException {
    Object value = null;
    Throwable failure = null;
    shown.begins(run, index);
    try {
      value = entry.run(item, index, identity);
    } catch (Throwable t) {
      failure = t;
      struck |= heap.struck(t);
    }
    long ended = System.nanoTime();
    Thread.interrupted();
    NativeStdio.flush();
    boolean last = batch.spent() && agenda.isEmpty();
    boolean sent =
        failure == null
            && PlainValues.has(value)
            && results.add(index, started, ended, value, last);
    if (!sent) {
      results.flush();
      send(index, 1, started, ended, results.rest(), value, failure);
      return System.nanoTime();
    }
    return ended;
  }

  private void run(int index, int attempt, Callable<Object> item) throws IOException {
    shown.begins(run, index);
    long started = System.nanoTime();
    long cpu = CpuClock.now();
    Object value = null;
    Throwable failure = null;
    try {
      if (refusal != null) {
        throw refusal;
      }
      Scope inside = turns.enter(index);
      Object in = item.call();
      started = System.nanoTime();
      cpu = CpuClock.now();
      scope.checkCancelled();
      value = inside.call(() -> apply(in, index));
    } catch (Throwable t) {
      failure = t instanceof Wrapped w ? w.getCause() : t;
      struck |= heap.struck(failure);
    }
    long ended = System.nanoTime();
    cpu = cpu < 0 ? -1 : CpuClock.now() - cpu;
    turns.end();
    Thread.interrupted();
    NativeStdio.flush();
    send(index, attempt, started, ended, cpu, value, failure);
  }

  private void send(
      int index, int attempt, long started, long ended, long cpu, Object value, Throwable thrown)
      throws IOException {
    if (thrown == null
        && PlainValues.has(value)
        && agenda.isEmpty()
        && results.add(index, started, ended, value, true)) {
      // Gone at once: it must not be taken for one that still runs.
      return;
    }
    Payload payload = null;
    Throwable failure = thrown;
    if (failure == null) {
      try {
        payload = Result.payload(value);
      } catch (Throwable t) {
        failure = t;
        struck |= heap.struck(t);
      }
    }
    Frame.Failure described = failure == null ? null : Thrown.describe(failure);
    Thread.interrupted();
    Frame frame = new Frame.Finished(run, index, attempt, started, ended, cpu, payload, described);
    // A long one is waited for, or it would be copied where there is no shared memory.
    if (agenda.isEmpty() && (payload == null || payload.size() <= Outbox.ROOM)) {
      outbox.deliver(frame, null);
    } else {
      outbox.post(frame);
    }
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
