package org.jlanes.worker;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jlanes.runtime.envelope.Frame;
import org.jlanes.runtime.envelope.Outbox;
import org.jlanes.runtime.scope.UnscopedThread;

/// Plain results of a run that go to the kernel together: when there are many, when the run's
/// thread has nothing else to do, and at the latest some milliseconds after the first of them,
/// however long the item that runs then takes.
///
/// Filled by the run's thread, without a lock: a monitor costs as much as a tiny item. What is
/// behind [#count] is its own; what is before has been written and is sent under the monitor, by it
/// or by the watch. Only the run's thread, under the monitor, begins at the start again.
final class PlainResults {
  private static final int MOST = 4096;

  /// How long a result may wait for others.
  private static final long PATIENCE_MILLIS = 2;

  private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);

  /// How often in vain the watch looks before it sleeps until the next result.
  private static final int IDLE = 20;

  private final int run;
  private final Outbox outbox;
  private final int[] indices = new int[MOST];
  private final int[] begins = new int[MOST];
  private final int[] nanos = new int[MOST];
  private final ResultColumn values = new ResultColumn(MOST);

  /// How many results have been added since the start of the columns.
  private final AtomicInteger count = new AtomicInteger();

  /// How many of them have been sent; guarded by the monitor, as is what follows.
  private int sent;

  /// How often some were sent.
  private int messages;

  /// When the first item of the columns began.
  private long started;

  /// The run's thread and its CPU time when all results so far had been sent.
  private CpuClock.OfThread clock;

  private long cpu;

  /// Set by the run's thread.
  private Thread watch;

  private volatile boolean asleep;
  private boolean closed;
  private IOException failed;

  PlainResults(int run, Outbox outbox) {
    this.run = run;
    this.outbox = outbox;
  }

  /// The run's thread begins with plain items.
  synchronized void begin() {
    if (clock == null) {
      clock = CpuClock.OfThread.current();
    }
    if (sent == count.get()) {
      cpu = clock.now();
    } else {
      wake();
    }
  }

  /// The CPU time of an item that is sent in another way, after all that were added.
  synchronized long rest() {
    long before = cpu;
    cpu = clock.now();
    return cpu < 0 ? -1 : cpu - before;
  }

  /// Adds a result. [#wake] is to follow when the run's thread has written something that others
  /// see at once: what it adds they may see later.
  ///
  /// @param last whether nothing else waits for the run's thread
  /// @return false if it took long: it is to be sent by itself, after those that were added
  boolean add(int index, long began, long until, Object value, boolean last) throws IOException {
    if (until - began > PATIENCE_NANOS) {
      return false;
    }
    int at = count.getPlain();
    if (at == 0) {
      started = began;
    }
    if (!values.put(at, value)) {
      at = widen(began, value);
    }
    indices[at] = index;
    begins[at] = (int) (began - started);
    nanos[at] = (int) (until - began);
    count.lazySet(at + 1);
    if (last || at + 1 == MOST || until - started > PATIENCE_NANOS) {
      flush();
    } else if (watch == null) {
      watch = UnscopedThread.named("results").start(this::watch);
    }
    return true;
  }

  /// Begins with values of another type.
  private synchronized int widen(long began, Object value) throws IOException {
    flush();
    started = began;
    values.widen(value);
    boolean _ = values.put(0, value);
    return 0;
  }

  /// Has the watch look after what was added, if it does not. For the run's thread.
  void wake() {
    if (asleep) {
      synchronized (this) {
        notifyAll();
      }
    }
  }

  /// The run's thread turns to something else, with results that may not have been sent.
  void settle() {
    if (count.getPlain() > 0) {
      synchronized (this) {
        wake();
      }
    }
  }

  /// Sends what there is. For the run's thread.
  synchronized void flush() throws IOException {
    if (failed != null) {
      throw failed;
    }
    send();
    sent = 0;
    count.set(0);
  }

  private void send() throws IOException {
    int from = sent;
    int to = count.get();
    if (from == to) {
      return;
    }
    int[] starts = Arrays.copyOfRange(begins, from, to);
    int first = starts[0];
    for (int i = 0; first > 0 && i < starts.length; i++) {
      starts[i] -= first;
    }
    int[] took = Arrays.copyOfRange(nanos, from, to);
    Frame frame =
        new Frame.PlainResults(
            run,
            Arrays.copyOfRange(indices, from, to),
            started + first,
            starts,
            took,
            spent(took),
            values.take(from, to));
    sent = to;
    messages++;
    // By this thread: waking another one costs as much as writing.
    outbox.deliver(frame, null);
  }

  /// The CPU time of what is sent. An item that runs meanwhile has some of what the thread has used
  /// by now; what is sent can have used no more than it took.
  private long spent(int[] took) {
    long now = clock.now();
    if (now < 0) {
      return -1;
    }
    long busy = 0;
    for (int each : took) {
      busy += each;
    }
    long spent = Math.clamp(now - cpu, 0, busy);
    cpu += spent;
    return spent;
  }

  private synchronized void watch() {
    int idle = 0;
    try {
      while (!closed) {
        boolean waits = sent < count.get();
        int before = messages;
        if (waits || idle <= IDLE) {
          wait(PATIENCE_MILLIS);
        } else {
          sleep();
        }
        if (waits && messages == before) {
          send();
        }
        idle = waits || sent < count.get() ? 0 : idle + 1;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      failed = e;
    } catch (RuntimeException | Error e) {
      // What it had taken would never be sent; the kernel runs it again when this process ends.
      Runtime.getRuntime().halt(1);
    }
  }

  /// Waits until something is added.
  private void sleep() throws InterruptedException {
    asleep = true;
    // Who has added something before it could see that does not wake anybody.
    while (!closed && sent == count.get()) {
      wait();
    }
    asleep = false;
  }

  /// Ends the watch.
  synchronized void close() {
    closed = true;
    notifyAll();
  }
}
