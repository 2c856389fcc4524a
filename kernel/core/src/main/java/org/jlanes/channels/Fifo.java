package org.jlanes.channels;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// An outbox that sends everything at once, in order.
final class Fifo implements Outbox {
  private final Queue<List<byte[]>> queue = new ConcurrentLinkedQueue<>();

  void add(List<byte[]> frames) {
    queue.add(frames);
  }

  @Override
  public List<byte[]> next() {
    return queue.poll();
  }

  @Override
  public long waitMillis() {
    return queue.isEmpty() ? -1 : 0;
  }

  @Override
  public void hurry() {}
}
