package org.jlanes.lanes.process;

import java.util.Objects;
import org.jlanes.lanes.ItemTiming;
import org.jlanes.lanes.Outcome;
import org.jlanes.lanes.run.Streak;
import org.jlanes.runtime.envelope.Frame;

/// Items of one flight whose results came in one message. Immutable.
final class PlainStreak<R> extends Streak<R> {
  private final Frame.PlainResults results;
  private final String worker;
  private final int from;
  private final int size;
  private final int attempts;
  private final long queued;
  private final long shipped;
  private final long began;
  private final long nanos;
  private final long now;

  /// @param flight the items
  /// @param from where the first of them is in the message
  /// @param worker its name
  /// @param began when the first item of the message began, on our clock
  /// @param nanos how long all items of the message took together
  /// @param now when they were collected
  PlainStreak(
      Flight<?, R> flight,
      Frame.PlainResults results,
      int from,
      String worker,
      long began,
      long nanos,
      long now) {
    this.results = results;
    this.worker = worker;
    this.from = from;
    this.size = flight.size();
    this.attempts = flight.attempts();
    this.queued = flight.queued;
    this.shipped = flight.shipped();
    this.began = began;
    this.nanos = nanos;
    this.now = now;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public int first() {
    return results.indices()[from];
  }

  @Override
  public String worker() {
    return worker;
  }

  @Override
  @SuppressWarnings("unchecked") // the task's result type
  public R value(int position) {
    return (R) results.values().get(from + Objects.checkIndex(position, size));
  }

  @Override
  public void values(Object[] to) {
    results.values().copy(from, to, first(), size);
  }

  @Override
  public long started(int position) {
    return began + results.begins()[from + Objects.checkIndex(position, size)];
  }

  @Override
  public long taskNanos(int position) {
    return results.nanos()[from + Objects.checkIndex(position, size)];
  }

  @Override
  public long totalNanos() {
    int[] each = results.nanos();
    long total = 0;
    for (int i = from; i < from + size; i++) {
      total += each[i];
    }
    return total;
  }

  @Override
  public int longer(int position, long than) {
    int[] each = results.nanos();
    int i = from + position;
    while (i < from + size && each[i] <= than) {
      i++;
    }
    return i - from;
  }

  @Override
  public int gap(int position) {
    int[] begins = results.begins();
    int[] each = results.nanos();
    int i = from + position + 1;
    while (i < from + size && begins[i] == begins[i - 1] + each[i - 1]) {
      i++;
    }
    return i - from;
  }

  @Override
  public Outcome<R> get(int position) {
    long started = started(position);
    long took = taskNanos(position);
    long written = shipped == 0 ? started : Math.min(shipped, started);
    // They were measured together: each has used as much of the CPU as it took of the time.
    long cpu = results.cpuNanos();
    long share = cpu < 0 || nanos == 0 ? cpu : Math.round((double) cpu * took / nanos);
    return new Outcome<>(
        first() + position,
        value(position),
        null,
        worker,
        attempts,
        new ItemTiming(queued, Math.max(written, queued), started, started + took, now, share));
  }
}
