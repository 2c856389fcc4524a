package org.jlanes.runtime.scope;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/// What has to happen also where the heap is full: telling that user code has ended, for somebody
/// waits for nothing else, and running the next cell, which can let go of what fills it.
///
/// For that a process may lay a reserve aside, which is let go of when memory is short. One per
/// process, as the heap itself. Any thread.
public final class FullHeap {
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  /// Bytes of the reserve at most: the compiler needs some of them for a cell.
  private static final long MOST = 16L << 20;

  /// How many reserves must be free for one to be laid aside again.
  private static final int PLENTY = 3;

  /// Bytes of a piece: large objects would need regions of the heap that lie side by side.
  private static final int PIECE = 1 << 17;

  private static final AtomicReference<byte[][]> RESERVE = new AtomicReference<>();

  private FullHeap() {}

  /// Lays the reserve aside, if it is not there and there is plenty of memory.
  public static void reserve() {
    Runtime jvm = Runtime.getRuntime();
    long size = Math.min(MOST, jvm.maxMemory() / 10);
    long free = jvm.maxMemory() - jvm.totalMemory() + jvm.freeMemory();
    if (RESERVE.get() == null && free > PLENTY * size) {
      RESERVE.set(new byte[(int) (size / PIECE)][PIECE]);
    }
  }

  /// Lets go of the reserve and waits a little, before a step is made again for which there was no
  /// memory.
  public static void pause() {
    RESERVE.set(null);
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
