package org.jlanes.engine.jshell;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jlanes.runtime.display.MimeBundle;

/// What the thread that waits for a cell is told: that the cell has ended, was cancelled, or that
/// somebody insists on it. Telling and waiting take no memory, for the cell may have filled the
/// heap, and what would make room comes after the wait. The thread that made it waits; any thread
/// tells.
final class Signals {
  private final Thread waiter = Thread.currentThread();
  private final AtomicInteger told = new AtomicInteger();
  private int heard;
  private MimeBundle value;
  private Throwable error;
  private volatile boolean ended;

  /// Tells that something has happened.
  void tell() {
    told.incrementAndGet();
    LockSupport.unpark(waiter);
  }

  /// Runs the cell and tells that it has ended, whatever it does.
  void during(Callable<MimeBundle> cell) {
    try {
      value = cell.call();
    } catch (Throwable t) {
      error = t;
    }
    ended = true;
    tell();
  }

  /// Whether the cell has ended.
  boolean hasEnded() {
    return ended;
  }

  /// What the cell gave, once it has ended.
  MimeBundle value() {
    return value;
  }

  /// What the cell threw, once it has ended; or null.
  Throwable error() {
    return error;
  }

  /// Waits until it is told something. An interrupt does not end the wait; the thread's flag
  /// remembers it.
  ///
  /// @return whether it was
  boolean await(Duration patience) {
    long nanos = patience.toNanos();
    long start = System.nanoTime();
    boolean interrupted = false;
    int now = told.get();
    while (now == heard && nanos - (System.nanoTime() - start) > 0) {
      LockSupport.parkNanos(this, nanos - (System.nanoTime() - start));
      interrupted |= Thread.interrupted();
      now = told.get();
    }
    if (interrupted) {
      waiter.interrupt();
    }
    boolean news = now != heard;
    heard = now;
    return news;
  }
}
