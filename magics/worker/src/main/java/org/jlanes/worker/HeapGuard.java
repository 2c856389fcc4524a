package org.jlanes.worker;

/// Lets an item that has filled the heap fail as any other: a little memory is laid aside for
/// saying so, and if the heap stays full the worker is of no use to the next items. Owned by a
/// run's thread.
final class HeapGuard {
  private static final int RESERVE = 512 << 10;

  /// From this share of the heap on that cannot be freed, it counts as full.
  private static final double FULL = 0.75;

  private byte[] reserve = new byte[RESERVE];

  /// Lets go of the reserve if memory was what an item lacked.
  ///
  /// @return whether it was
  boolean struck(Throwable thrown) {
    if (!(thrown instanceof OutOfMemoryError)) {
      return false;
    }
    reserve = null;
    return true;
  }

  /// Whether the heap is still full, now that nobody needs the item any more.
  boolean staysFull() {
    // Items keep things in static fields; only what a collection leaves tells.
    System.gc();
    Runtime jvm = Runtime.getRuntime();
    if (jvm.totalMemory() - jvm.freeMemory() > FULL * jvm.maxMemory()) {
      return true;
    }
    reserve = new byte[RESERVE];
    return false;
  }

  /// So that the compiler does not think nobody needs it.
  @Override
  public String toString() {
    return reserve == null ? "no reserve" : reserve.length + " bytes in reserve";
  }
}
