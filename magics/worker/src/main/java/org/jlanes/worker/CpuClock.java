package org.jlanes.worker;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/// CPU time of the calling thread. The first call loads the management classes, which takes tens of
/// milliseconds; the worker makes it while it waits for work.
final class CpuClock {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private CpuClock() {}

  /// Nanoseconds, or -1 where the system does not measure them.
  static long now() {
    return THREADS.isCurrentThreadCpuTimeSupported() ? THREADS.getCurrentThreadCpuTime() : -1;
  }
}
