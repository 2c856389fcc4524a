package org.jlanes.lanes.run;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jlanes.lanes.ItemTiming;
import org.jlanes.lanes.Outcome;
import org.jlanes.runtime.scope.FullHeap;

/// Where the outcomes of a run arrive, from any thread, for the one that drives the run.
final class Inbox<T, R> implements Collector<R> {
  private final BlockingQueue<Collected<R>> queue = new LinkedBlockingQueue<>();
  private final InFlight<T> inFlight;
  private final RunOptions options;
  private final Stop stop;

  Inbox(InFlight<T> inFlight, RunOptions options, Stop stop) {
    this.inFlight = inFlight;
    this.options = options;
    this.stop = stop;
  }

  /// A failure that ends the run does so at once: the thread of the run may be waiting for the
  /// source's next item.
  @Override
  public void accept(Outcome<R> outcome) {
    while (true) {
      try {
        boolean last = outcome.attempts() > options.retries();
        if (!outcome.succeeded() && !options.keepGoing() && last) {
          stop.itemFailed(outcome, inFlight.get(outcome.index()));
        }
        queue.add(now -> List.of(stamped(outcome, now)));
        return;
      } catch (OutOfMemoryError e) {
        // The run waits for nothing else, also where an item has filled the heap.
        FullHeap.pause();
      }
    }
  }

  @Override
  public void acceptAll(Collected<R> arrivals) {
    while (true) {
      try {
        queue.add(arrivals);
        return;
      } catch (OutOfMemoryError e) {
        FullHeap.pause();
      }
    }
  }

  /// Wakes the thread of the run.
  void nudge() {
    while (true) {
      try {
        queue.add(now -> List.of());
        return;
      } catch (OutOfMemoryError e) {
        FullHeap.pause();
      }
    }
  }

  /// What has arrived, or null.
  Collected<R> poll() {
    return queue.poll();
  }

  /// What has arrived, or arrives within some time; else null.
  Collected<R> poll(long time, TimeUnit unit) throws InterruptedException {
    return queue.poll(time, unit);
  }

  private static <R> Outcome<R> stamped(Outcome<R> o, long now) {
    ItemTiming t = o.timing();
    return new Outcome<>(
        o.index(),
        o.value(),
        o.failure(),
        o.worker(),
        o.attempts(),
        new ItemTiming(t.queued(), t.shipped(), t.started(), t.ended(), now, t.cpuNanos()));
  }
}
