package org.jlanes.lanes.run;

import java.util.LinkedHashSet;
import java.util.SequencedSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// What a lane's executor lets through: so many tasks at once, in the order in which they were
/// submitted, and so many starts per second. Tasks wait on their own thread. Safe for any thread;
/// its monitor guards the line.
final class Gate {
  private final boolean limited;
  private final long stepNanos;
  private final SequencedSet<Ticket> line = new LinkedHashSet<>();
  private int free;
  private long nextStart = System.nanoTime();

  /// A gate.
  ///
  /// @param limit tasks that run at once, 0 for any number
  /// @param ratePerSecond starts per second, 0 for any number
  Gate(int limit, double ratePerSecond) {
    this.limited = limit > 0;
    this.free = limit;
    this.stepNanos = ratePerSecond > 0 ? (long) (1e9 / ratePerSecond) : 0;
  }

  /// A place in the line. Threads reach the gate in any order: who submits a task takes its ticket.
  /// Its `pass` or its `giveBack` must follow.
  synchronized Ticket ticket() {
    Ticket ticket = new Ticket();
    if (!limited) {
      ticket.called.countDown();
    } else if (free > 0) {
      free--;
      ticket.called.countDown();
    } else {
      line.add(ticket);
    }
    return ticket;
  }

  /// One task's place.
  final class Ticket {
    private final CountDownLatch called = new CountDownLatch(1);

    /// Runs the task when it is its turn.
    ///
    /// @throws InterruptedException if the thread was interrupted before that; it was not run then
    void pass(Runnable task) throws InterruptedException {
      try {
        called.await();
        awaitTurn();
        task.run();
      } finally {
        giveBack();
      }
    }

    /// Lets the next one have the place.
    void giveBack() {
      leave(this);
    }
  }

  private synchronized void leave(Ticket ticket) {
    if (!limited || line.remove(ticket)) {
      return;
    }
    if (line.isEmpty()) {
      free++;
    } else {
      line.removeFirst().called.countDown();
    }
  }

  private void awaitTurn() throws InterruptedException {
    if (stepNanos > 0) {
      TimeUnit.NANOSECONDS.sleep(turn() - System.nanoTime());
    }
  }

  private synchronized long turn() {
    long mine = Math.max(nextStart, System.nanoTime());
    nextStart = mine + stepNanos;
    return mine;
  }
}
