package org.jlanes.soak;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/// The lines of one source, numbered from 0 in the order in which they were printed. Guarded by its
/// [Printed].
final class Series {
  private final Map<String, Integer> lastOfStream = new HashMap<>();
  private final BitSet seen = new BitSet();
  private int last = -1;
  private int twice;
  private int disorder;
  private int crossed;

  /// A line came.
  void add(String stream, int number) {
    if (seen.get(number)) {
      twice++;
      return;
    }
    seen.set(number);
    Integer before = lastOfStream.put(stream, number);
    if (before != null && number < before) {
      disorder++;
    } else if (number < last) {
      crossed++;
    }
    last = Math.max(last, number);
  }

  /// How many different lines came.
  int size() {
    return seen.cardinality();
  }

  /// Says what is wrong with it.
  ///
  /// @param expected how many lines were printed
  /// @param what names it in examples
  void verify(int expected, String what, Findings findings) {
    BitSet missing = new BitSet();
    missing.set(0, expected);
    missing.andNot(seen);
    findings.add(
        Fault.LINE_LOST,
        missing.cardinality(),
        what
            + ": "
            + missing.cardinality()
            + " of "
            + expected
            + ", first "
            + missing.nextSetBit(0));
    int excess = twice + Math.max(0, seen.length() - expected);
    findings.add(Fault.LINE_TWICE, excess, what + ": " + excess + " beyond " + expected);
    findings.add(Fault.LINE_ORDER, disorder, what + ": " + disorder + " of " + expected);
    findings.add(Fault.STREAMS_CROSSED, crossed, what + ": " + crossed + " of " + expected);
  }
}
