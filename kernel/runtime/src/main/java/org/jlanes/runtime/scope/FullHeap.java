package org.jlanes.runtime.scope;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/// What has to happen also where the heap is full: telling that user code has ended, for somebody
/// waits for nothing else. The heap is full for a moment only, since that code has let go of what
/// it had, or others will.
public final class FullHeap {
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private FullHeap() {}

  /// Waits a little before a step is made again for which there was no memory.
  public static void pause() {
    LockSupport.parkNanos(PAUSE_NANOS);
  }

  /// Repeats a step until there is memory for it. A step that has failed must have had no effect.
  ///
  /// @param step made before the heap was full
  public static <T> T outlast(Supplier<T> step) {
    while (true) {
      try {
        return step.get();
      } catch (OutOfMemoryError e) {
        pause();
      }
    }
  }
}
