package org.jlanes.lanes.process;

import java.util.ArrayList;
import java.util.List;
import org.jlanes.lanes.Outcome;
import org.jlanes.lanes.run.Collector;
import org.jlanes.runtime.envelope.Frame;

/// What comes of items that ended well and came in one message. Owned by the thread that read it.
final class PlainOutcomes<T, R> {
  /// Up to so many, outcomes take less memory than the columns of the message that they would keep.
  private static final int FEW = 16;

  private final List<Roster.Taken<T, R>> taken;
  private final Frame.PlainResults results;
  private final WorkerProcess worker;
  private final String name;
  private final long nanos;

  /// @param taken the items, but for those that have another outcome already
  PlainOutcomes(
      List<Roster.Taken<T, R>> taken,
      Frame.PlainResults results,
      WorkerProcess worker,
      String name) {
    this.taken = taken;
    this.results = results;
    this.worker = worker;
    this.name = name;
    long sum = 0;
    for (int each : results.nanos()) {
      sum += each;
    }
    this.nanos = sum;
  }

  /// How many there are.
  int size() {
    int size = 0;
    for (Roster.Taken<T, R> each : taken) {
      size += each.flight().size();
    }
    return size;
  }

  /// What the items took together.
  long nanos() {
    return nanos;
  }

  /// When the last of them ended, on our clock.
  long ended() {
    int last = results.indices().length - 1;
    return worker.toOurClock(results.started() + results.begins()[last] + results.nanos()[last]);
  }

  /// Tells whoever waits for them: once for those that went together.
  void tell() {
    for (Roster.Taken<T, R> each : taken) {
      if (each.flight().done instanceof Collector<R> collector) {
        collector.acceptAll(now -> outcomes(each, now));
      } else {
        outcomes(each, System.nanoTime()).forEach(each.flight().done);
      }
    }
  }

  private List<Outcome<R>> outcomes(Roster.Taken<T, R> each, long now) {
    PlainStreak<R> all =
        new PlainStreak<>(
            each.flight(),
            results,
            each.at(),
            name,
            worker.toOurClock(results.started()),
            nanos,
            now);
    if (all.size() > FEW) {
      return all;
    }
    List<Outcome<R>> few = new ArrayList<>(all.size());
    for (int i = 0; i < all.size(); i++) {
      few.add(all.get(i));
    }
    return few;
  }
}
