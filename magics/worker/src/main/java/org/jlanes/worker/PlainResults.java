package org.jlanes.worker;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.jlanes.runtime.envelope.Frame;
import org.jlanes.runtime.envelope.Outbox;
import org.jlanes.runtime.scope.UnscopedThread;

/// Plain results of a run that go to the kernel together: when there are many, when the run's
/// thread has nothing else to do, and at the latest some milliseconds after the first of them,
/// however long the item that runs then takes. Filled by the run's thread; its monitor guards it.
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
  private final Object[] values = new Object[MOST];
  private int count;
  private long started;

  /// How long what was added took.
  private long busy;

  /// The run's thread and its CPU time when all results so far had been sent.
  private CpuClock.OfThread clock;

  private long cpu;

  private Thread watch;
  private boolean asleep;
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
    if (count == 0) {
      cpu = clock.now();
    }
  }

  /// The CPU time of an item that is sent in another way, after all that were added.
  synchronized long rest() {
    long before = cpu;
    cpu = clock.now();
    return cpu < 0 ? -1 : cpu - before;
  }

  /// Adds a result.
  ///
  /// @param last whether nothing else waits for the run's thread
  /// @return false if it took long: it is to be sent by itself, after those that were added
  synchronized boolean add(int index, long began, long until, Object value, boolean last)
      throws IOException {
    if (failed != null) {
      throw failed;
    }
    if (until - began > PATIENCE_NANOS) {
      return false;
    }
    if (count == 0) {
      started = began;
      busy = 0;
    }
    indices[count] = index;
    begins[count] = (int) (began - started);
    nanos[count] = (int) (until - began);
    values[count++] = value;
    busy += until - began;
    if (last || count == MOST || until - started > PATIENCE_NANOS) {
      flush(last);
    } else if (watch == null) {
      watch = UnscopedThread.named("results").start(this::watch);
    } else if (asleep) {
      notifyAll();
    }
    return true;
  }

  /// Sends what there is.
  ///
  /// @param atOnce whether the calling thread has nothing better to do
  synchronized void flush(boolean atOnce) throws IOException {
    if (count == 0) {
      return;
    }
    Frame frame =
        new Frame.PlainResults(
            run,
            Arrays.copyOf(indices, count),
            started,
            Arrays.copyOf(begins, count),
            Arrays.copyOf(nanos, count),
            spent(),
            Arrays.copyOf(values, count));
    Arrays.fill(values, 0, count, null);
    count = 0;
    if (atOnce) {
      outbox.deliver(frame, null);
    } else {
      outbox.postNow(frame, null);
    }
  }

  /// The CPU time of what was added. An item that runs meanwhile has some of what the thread has
  /// used by now; what was added can have used no more than it took.
  private long spent() {
    long now = clock.now();
    if (now < 0) {
      return -1;
    }
    long spent = Math.clamp(now - cpu, 0, busy);
    cpu += spent;
    return spent;
  }

  private synchronized void watch() {
    int idle = 0;
    try {
      while (!closed) {
        int before = count;
        long first = started;
        asleep = idle > IDLE;
        if (asleep) {
          wait();
        } else {
          wait(PATIENCE_MILLIS);
        }
        asleep = false;
        if (before > 0 && count > 0 && first == started) {
          flush(false);
        }
        idle = before == 0 && count == 0 ? idle + 1 : 0;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      failed = e;
    }
  }

  /// Ends the watch.
  synchronized void close() {
    closed = true;
    notifyAll();
  }
}
