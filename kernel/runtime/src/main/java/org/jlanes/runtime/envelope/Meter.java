package org.jlanes.runtime.envelope;

import java.util.concurrent.atomic.LongAdder;

/// Counts the bytes that go over a connection, those in shared memory too. Any thread.
public final class Meter {
  private final LongAdder sent = new LongAdder();
  private final LongAdder received = new LongAdder();

  /// Bytes that this side has sent.
  public long sent() {
    return sent.sum();
  }

  /// Bytes that this side has received.
  public long received() {
    return received.sum();
  }

  void addSent(long bytes) {
    sent.add(bytes);
  }

  void addReceived(long bytes) {
    received.add(bytes);
  }
}
