package org.jlanes.runtime.scope;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/// What has to happen also where the heap is full: telling that user code has ended, for somebody
/// waits for nothing else, and running the next cell, which can let go of what fills it.
///
/// For that a process may lay two reserves aside. The first is let go of when memory is short, the
/// last when that did not help and the code is stopped. One pair per process, as the heap itself.
/// Any thread.
public final class FullHeap {
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  /// Bytes of the reserve at most: the compiler needs some of them for a cell.
  private static final long MOST = 16L << 20;

  /// How many reserves must be free for one to be laid aside again.
  private static final int PLENTY = 3;

  /// Bytes of a piece: large objects would need regions of the heap that lie side by side.
  private static final int PIECE = 1 << 17;

  /// Bytes that are asked for to see whether there are any.
  private static final int PROBE = 1 << 16;

  private static final AtomicReference<byte[][]> FIRST = new AtomicReference<>();
  private static final AtomicReference<byte[][]> LAST = new AtomicReference<>();

  private FullHeap() {}

  /// Lays the reserves aside, where they are not there and there is plenty of memory.
  public static void reserve() {
    reserve(FIRST, MOST);
    reserve(LAST, MOST / 2);
  }

  private static void reserve(AtomicReference<byte[][]> reserve, long most) {
    Runtime jvm = Runtime.getRuntime();
    long size = Math.min(most, jvm.maxMemory() / 10);
    long free = jvm.maxMemory() - jvm.totalMemory() + jvm.freeMemory();
    if (reserve.get() == null && free > PLENTY * size) {
      reserve.set(new byte[(int) (size / PIECE)][PIECE]);
    }
  }

  /// Whether there is no memory. Lets go of the first reserve if so: the next look tells whether
  /// that was enough.
  public static boolean isFull() {
    try {
      return new byte[PROBE].length < PROBE;
    } catch (OutOfMemoryError e) {
      FIRST.set(null);
      return true;
    }
  }

  /// Whether an error says that there is no room on the heap, which passes: not that there is no
  /// further thread, or that an array is larger than any.
  public static boolean isSaidBy(Throwable error) {
    if (!(error instanceof OutOfMemoryError)) {
      return false;
    }
    String said = error.getMessage();
    return said == null || said.startsWith("Java heap space") || said.startsWith("GC overhead");
  }

  /// Lets go of both reserves, for stopping what fills the heap.
  public static void release() {
    FIRST.set(null);
    LAST.set(null);
  }

  /// Lets go of the first reserve and waits a little, before a step is made again for which there
  /// was no memory.
  public static void pause() {
    FIRST.set(null);
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
        if (!isSaidBy(e)) {
          throw e;
        }
        pause();
      }
    }
  }

  /// The same for a step without a value. One that was made at another time than when there was no
  /// memory: making it needs some.
  public static void outlast(Runnable step) {
    while (true) {
      try {
        step.run();
        return;
      } catch (OutOfMemoryError e) {
        if (!isSaidBy(e)) {
          throw e;
        }
        pause();
      }
    }
  }
}
