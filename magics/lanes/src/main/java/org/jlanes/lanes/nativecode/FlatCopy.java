package org.jlanes.lanes.nativecode;

import java.lang.reflect.Array;
import java.util.Arrays;

/// Copies arrays of arrays, row after row, into flat ones that C can take for its own, and back.
public final class FlatCopy {
  private FlatCopy() {}

  /// A flat copy that may be longer; see [org.jlanes.lanes.NativeRuntime#flatten].
  public static Object of(Object array, long[] lengths) {
    Class<?> element = array.getClass();
    while (element.isArray()) {
      element = element.getComponentType();
    }
    Object flat = Scratch.take(element, count(lengths));
    copy(array, flat, 0, lengths.length, true);
    return flat;
  }

  /// A flat copy of exactly the needed length; see [org.jlanes.lanes.NativeRuntime#flattenExactly].
  public static Object exactly(Object array, long[] lengths) {
    Object flat = of(array, lengths);
    int count = count(lengths);
    Object exact = Array.newInstance(flat.getClass().getComponentType(), count);
    System.arraycopy(flat, 0, exact, 0, count);
    Scratch.release(flat);
    return exact;
  }

  private static int count(long[] lengths) {
    long count = 1;
    for (long length : lengths) {
      count *= Math.max(length, 0);
      if (count > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            "an array of shape "
                + Arrays.toString(lengths)
                + " has more elements than a Java array can have; pass a MemorySegment");
      }
    }
    return (int) count;
  }

  /// Copies back; see [org.jlanes.lanes.NativeRuntime#unflatten].
  public static void back(Object flat, Object array) {
    int rank = 0;
    for (Class<?> type = array.getClass(); type.isArray(); type = type.getComponentType()) {
      rank++;
    }
    copy(array, flat, 0, rank, false);
  }

  private static int copy(Object nested, Object flat, int at, int rank, boolean flatten) {
    int length = Array.getLength(nested);
    if (rank == 1) {
      if (flatten) {
        System.arraycopy(nested, 0, flat, at, length);
      } else {
        System.arraycopy(flat, at, nested, 0, length);
      }
      return at + length;
    }
    int next = at;
    for (Object row : (Object[]) nested) {
      next = copy(row, flat, next, rank - 1, flatten);
    }
    return next;
  }
}
