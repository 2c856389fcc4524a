package org.jlanes.worker;

import java.io.IOException;
import java.io.NotSerializableException;
import java.util.concurrent.Callable;
import org.jlanes.runtime.envelope.Entry;
import org.jlanes.runtime.envelope.Envelope.ShippedItem;
import org.jlanes.runtime.envelope.Frame;
import org.jlanes.runtime.envelope.FrameCodec;
import org.jlanes.runtime.envelope.ObjectReader;
import org.jlanes.runtime.envelope.ObjectWriter;
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
  private final PlainResults results;
  private Entry entry;
  private ClassLoader loader;
  private Throwable refusal;

  ItemRuns(int run, Outbox outbox, Scope scope, WorkerIdentity identity, Agenda agenda) {
    this.run = run;
    this.outbox = outbox;
    this.scope = scope;
    this.identity = identity;
    this.agenda = agenda;
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

  /// No item comes any more.
  void end() {
    results.close();
  }

  /// Runs an item that came with its object stream.
  void run(ShippedItem item) throws IOException {
    results.flush(false);
    run(item.index(), item.attempt(), () -> ObjectReader.read(item.value(), loader));
  }

  /// Runs plain items, as long as they are not given back.
  void run(PlainBatch batch) throws IOException {
    results.begin();
    while (!batch.spent()) {
      if (refusal == null && !scope.cancelled()) {
        smoothly(batch);
      } else {
        int at = batch.claim();
        if (at >= 0) {
          results.flush(false);
          run(batch.index(at), 1, () -> batch.value(at));
        }
      }
    }
  }

  private void smoothly(PlainBatch batch) throws IOException {
    try {
      scope.call(() -> {
        long now = System.nanoTime();
        while (!scope.cancelled()) {
          int at = batch.claim();
          if (at < 0) {
            break;
          }
          now = plain(batch.index(at), batch.value(at), batch, now);
        }
        return null;
      });
    } catch (CancelledError e) {
      // Before the first of them: they fail one by one.
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
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
    try {
      value = entry.run(item, index, identity);
    } catch (Throwable t) {
      failure = t;
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
      results.flush(false);
      send(index, 1, started, ended, results.rest(), value, failure);
      return System.nanoTime();
    }
    return ended;
  }

  private void run(int index, int attempt, Callable<Object> item) throws IOException {
    long started = System.nanoTime();
    long cpu = CpuClock.now();
    Object value = null;
    Throwable failure = null;
    try {
      if (refusal != null) {
        throw refusal;
      }
      Object in = item.call();
      started = System.nanoTime();
      cpu = CpuClock.now();
      value = scope.call(() -> apply(in, index));
    } catch (Throwable t) {
      failure = t instanceof Wrapped w ? w.getCause() : t;
    }
    long ended = System.nanoTime();
    cpu = cpu < 0 ? -1 : CpuClock.now() - cpu;
    Thread.interrupted();
    NativeStdio.flush();
    send(index, attempt, started, ended, cpu, value, failure);
  }

  private void send(
      int index, int attempt, long started, long ended, long cpu, Object value, Throwable thrown)
      throws IOException {
    Payload payload = null;
    Throwable failure = thrown;
    if (failure == null) {
      try {
        payload = result(value);
      } catch (Throwable t) {
        failure = t;
      }
    }
    Frame.Failure described = failure == null ? null : Thrown.describe(failure);
    Thread.interrupted();
    Frame frame = new Frame.Finished(run, index, attempt, started, ended, cpu, payload, described);
    if (agenda.isEmpty()) {
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

  private static Payload result(Object value) throws IOException {
    try {
      Payload payload = ObjectWriter.write(value);
      if (payload.size() > FrameCodec.LONGEST - (1 << 16)) {
        throw new IllegalArgumentException(
            "the result is too large: " + FrameCodec.tooLong(payload.size()));
      }
      return payload;
    } catch (NotSerializableException e) {
      throw new IllegalArgumentException(
          "the result ("
              + value.getClass().getName()
              + ") cannot be sent back from a worker process: "
              + e.getMessage()
              + " is not serializable. Return its data instead: numbers, strings, arrays,"
              + " collections, records.",
          e);
    }
  }

  /// Carries a Throwable that is neither exception nor error through a Callable.
  private static final class Wrapped extends Exception {
    Wrapped(Throwable cause) {
      super(cause);
    }
  }
}
