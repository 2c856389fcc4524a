package org.jlanes.lanes.run;

import java.util.BitSet;

/// Numbers from 0 on for what comes and goes: each taken by one at a time, the lowest free one
/// first.
///
/// Safe for any thread; the monitor of this object is the lock.
final class FreeNumbers {
  private final BitSet taken = new BitSet();

  /// The lowest number that nobody has.
  synchronized int take() {
    int number = taken.nextClearBit(0);
    taken.set(number);
    return number;
  }

  /// Gives a number back.
  synchronized void giveBack(int number) {
    taken.clear(number);
  }
}
