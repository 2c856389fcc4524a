package org.jlanes.channels;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/// Says which of many equal events are worth a line in the log: the first of a burst, the tenth,
/// the hundredth and so on. A burst ends with a minute without any. So nobody who can reach a port
/// can fill the disk that holds the log, and what happens rarely is still logged each time. Safe
/// for any thread.
///
/// ```java
/// dropped.next().ifPresent(n -> LOG.log(Level.WARNING, "message dropped" + Burst.note(n)));
/// ```
public final class Burst {
  private static final Duration QUIET = Duration.ofMinutes(1);

  private final LongSupplier nanoTime;
  private long count;
  private long worthLogging = 1;
  private long last;

  /// A burst by the clock of this JVM.
  public Burst() {
    this(System::nanoTime);
  }

  /// @param nanoTime a clock as [System#nanoTime]
  Burst(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /// Counts an event.
  ///
  /// @return how many there were in this burst, if that is worth a line
  public synchronized OptionalLong next() {
    long now = nanoTime.getAsLong();
    if (count > 0 && now - last >= QUIET.toNanos()) {
      count = 0;
      worthLogging = 1;
    }
    last = now;
    count++;
    if (count < worthLogging) {
      return OptionalLong.empty();
    }
    worthLogging *= 10;
    return OptionalLong.of(count);
  }

  /// What a line about an event adds, so that nobody takes it for the only one.
  public static String note(long count) {
    return count == 1 ? "" : " (number " + count + "; the next line follows at " + count * 10 + ")";
  }
}
