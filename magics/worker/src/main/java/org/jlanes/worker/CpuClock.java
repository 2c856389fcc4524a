package org.jlanes.worker;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/// CPU time of threads. The first call loads the management classes, which takes tens of
/// milliseconds; the worker makes it while it waits for work.
final class CpuClock {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private CpuClock() {}

  /// Nanoseconds of the calling thread, or -1 where the system does not measure them.
  static long now() {
    return THREADS.isCurrentThreadCpuTimeSupported() ? THREADS.getCurrentThreadCpuTime() : -1;
  }

  /// The clock of one thread, for any thread.
  record OfThread(Thread thread) {
    /// The calling thread's.
    static OfThread current() {
      return new OfThread(Thread.currentThread());
    }

    /// Nanoseconds, or -1 where the system does not measure them.
    long now() {
      return Thread.currentThread().equals(thread)
          ? CpuClock.now()
          : THREADS.isThreadCpuTimeSupported() ? THREADS.getThreadCpuTime(thread.threadId()) : -1;
    }
  }
}
