package org.jlanes.worker;

import java.util.Arrays;
import org.jlanes.runtime.envelope.PlainColumn;

/// Room for the values of plain results. Those of one type of numbers are kept as numbers, until
/// one of another type comes. Written by the run's thread, read under the monitor of
/// [PlainResults], which sees to it that what is read has been written.
final class ResultColumn {
  private final int room;

  /// The one of these that is not null is in use.
  private int[] ints;

  private long[] longs;
  private double[] doubles;
  private Object[] objects;

  ResultColumn(int room) {
    this.room = room;
  }

  /// Puts a value in its place if it is of the type of those before. False if not: then all before
  /// must be taken out, and [#widen] called.
  boolean put(int at, Object value) {
    // No pattern switch: that would make a class at its first use, which a starting worker waits
    // for.
    if (ints != null && value instanceof Integer each) {
      ints[at] = each;
    } else if (objects != null) {
      objects[at] = value;
    } else if (longs != null && value instanceof Long each) {
      longs[at] = each;
    } else if (doubles != null && value instanceof Double each) {
      doubles[at] = each;
    } else {
      return false;
    }
    return true;
  }

  /// Makes room for values like this one: of its type at first, of any type after that.
  void widen(Object value) {
    boolean first = ints == null && longs == null && doubles == null;
    ints = first && value instanceof Integer ? new int[room] : null;
    longs = first && value instanceof Long ? new long[room] : null;
    doubles = first && value instanceof Double ? new double[room] : null;
    objects = ints == null && longs == null && doubles == null ? new Object[room] : null;
  }

  /// Takes values out.
  PlainColumn take(int from, int to) {
    if (ints != null) {
      return new PlainColumn.Ints(Arrays.copyOfRange(ints, from, to));
    } else if (longs != null) {
      return new PlainColumn.Longs(Arrays.copyOfRange(longs, from, to));
    } else if (doubles != null) {
      return new PlainColumn.Doubles(Arrays.copyOfRange(doubles, from, to));
    }
    PlainColumn taken = PlainColumn.of(Arrays.copyOfRange(objects, from, to));
    Arrays.fill(objects, from, to, null);
    return taken;
  }
}
