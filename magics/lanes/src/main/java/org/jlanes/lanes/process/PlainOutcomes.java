package org.jlanes.lanes.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jlanes.lanes.ItemTiming;
import org.jlanes.lanes.Outcome;
import org.jlanes.lanes.run.Collected;
import org.jlanes.lanes.run.Collector;
import org.jlanes.runtime.envelope.Frame;

/// The outcomes of items that ended well and came in one message. Made when they are asked for, by
/// the thread that collects them, which is the only one to use this after [#tell].
final class PlainOutcomes<T, R> implements Collected<R> {
  private final List<Flight<T, R>> flights;
  private final Frame.PlainResults results;
  private final WorkerProcess worker;
  private final String name;
  private final long nanos;

  /// @param flights the items, null for one that has another outcome already
  PlainOutcomes(
      List<Flight<T, R>> flights, Frame.PlainResults results, WorkerProcess worker, String name) {
    this.flights = flights;
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
    return (int) flights.stream().filter(Objects::nonNull).count();
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

  /// Tells whoever waits for them: one for all where it is the same one.
  void tell() {
    boolean together = true;
    for (Flight<T, R> flight : flights) {
      together &= flight != null && flight.done.equals(flights.getFirst().done);
    }
    if (together && flights.getFirst().done instanceof Collector<R> collector) {
      collector.acceptAll(this);
      return;
    }
    long now = System.nanoTime();
    for (int i = 0; i < flights.size(); i++) {
      if (flights.get(i) != null) {
        flights.get(i).done.accept(outcome(i, now));
      }
    }
  }

  @Override
  public List<Outcome<R>> collected(long now) {
    List<Outcome<R>> all = new ArrayList<>(flights.size());
    for (int i = 0; i < flights.size(); i++) {
      all.add(outcome(i, now));
    }
    return all;
  }

  @SuppressWarnings("unchecked") // the task's result type
  private Outcome<R> outcome(int i, long now) {
    Flight<T, R> flight = flights.get(i);
    long started = worker.toOurClock(results.started() + results.begins()[i]);
    int took = results.nanos()[i];
    long shipped = flight.shipped() == 0 ? started : Math.min(flight.shipped(), started);
    // They were measured together: each has used as much of the CPU as it took of the time.
    long cpu = results.cpuNanos();
    long share = cpu < 0 || nanos == 0 ? cpu : Math.round((double) cpu * took / nanos);
    return new Outcome<>(
        flight.index,
        (R) results.values()[i],
        null,
        name,
        flight.attempts(),
        new ItemTiming(
            flight.queued, Math.max(shipped, flight.queued), started, started + took, now, share));
  }
}
