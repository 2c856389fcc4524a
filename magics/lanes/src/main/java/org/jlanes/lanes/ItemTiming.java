package org.jlanes.lanes;

import java.io.Serializable;

/// When what happened to one item. All times are nanoseconds on the caller's `System.nanoTime`
/// clock (a worker process's own clock is shifted onto it); 0 where a step does not exist in the
/// lane.
///
/// @param queued when the item was taken from the source and handed to the lane
/// @param shipped when it had been written to a worker process; equals `queued` inside one process
/// @param started when its body began to run
/// @param ended when its body returned or threw, or its worker process had ended
/// @param collected when the result was in the caller's hands
/// @param cpuNanos CPU time of the thread between `started` and `ended`, -1 where it is not
///   measured (virtual threads have no CPU clock), [#CUT_OFF] where nobody could tell any more
public record ItemTiming(
    long queued, long shipped, long started, long ended, long collected, long cpuNanos)
    implements Serializable {
  /// In the place of the CPU time: the worker process ended, or was ended, while it ran the item.
  public static final long CUT_OFF = -2;

  /// Whether the item's worker process ended while it ran the item.
  public boolean cutOff() {
    return cpuNanos == CUT_OFF;
  }

  /// How long the body ran, in nanoseconds.
  public long taskNanos() {
    return ended - started;
  }
}
