package org.jlanes.worker;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jlanes.runtime.envelope.PlainColumn;

/// Plain items that came in one message. The run's thread claims one after the other; any thread
/// may give those back that have not been claimed.
final class PlainBatch implements Step {
  /// What runs the items.
  @FunctionalInterface
  interface Runner {
    void run(PlainBatch batch) throws java.io.IOException;
  }

  private final int[] indices;
  private final PlainColumn values;
  private final Runner runner;

  /// The position of the next item, and of the end, in the upper and the lower half.
  private final AtomicLong range;

  /// Indices of items that were taken out, and have not been claimed since.
  private final Set<Integer> taken = ConcurrentHashMap.newKeySet();

  /// Items that have not been started.
  PlainBatch(int[] indices, PlainColumn values, Runner runner) {
    this.indices = indices;
    this.values = values;
    this.runner = runner;
    this.range = new AtomicLong(indices.length);
  }

  @Override
  public void run() throws java.io.IOException {
    runner.run(this);
  }

  /// The position of the next item, which is the caller's to run; -1 if there is none.
  int claim() {
    while (true) {
      long now = range.get();
      if (next(now) >= end(now)) {
        return -1;
      }
      if (range.compareAndSet(now, now + (1L << Integer.SIZE))
          && (taken.isEmpty() || !taken.remove(indices[next(now)]))) {
        return next(now);
      }
    }
  }

  @Override
  public boolean takeBack(int index) {
    for (int at = 0; at < indices.length; at++) {
      if (indices[at] == index) {
        taken.add(index);
        long now = range.get();
        // If it has been claimed, who claimed it may have seen that it was not to run.
        return at < end(now) && (at >= next(now) || !taken.remove(index));
      }
    }
    return false;
  }

  int index(int position) {
    return indices[position];
  }

  /// The item, which is forgotten here if it takes space of its own.
  Object value(int position) {
    Object value = values.get(position);
    if (values instanceof PlainColumn.Objects objects) {
      objects.values()[position] = null;
    }
    return value;
  }

  @Override
  public void giveBack(int most, Indices to) {
    while (true) {
      long now = range.get();
      int n = Math.min(most, end(now) - next(now));
      if (n <= 0) {
        return;
      }
      if (range.compareAndSet(now, now - n)) {
        for (int i = end(now) - n; i < end(now); i++) {
          if (taken.isEmpty() || !taken.remove(indices[i])) {
            to.add(indices[i]);
          }
        }
        return;
      }
    }
  }

  @Override
  public boolean spent() {
    long now = range.get();
    return next(now) >= end(now);
  }

  private static int next(long range) {
    return (int) (range >>> Integer.SIZE);
  }

  private static int end(long range) {
    return (int) range;
  }
}
