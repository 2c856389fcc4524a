package org.jlanes.lanes.nativecode;

import java.lang.reflect.Array;
import java.util.Arrays;

/// Measures an array of arrays, which for C has to be a block: all rows there and equally long.
public final class NestedShape {
  private final String function;
  private final String shape;
  private final long[] lengths;
  private final int[] place;

  private NestedShape(String function, String shape, int rank) {
    this.function = function;
    this.shape = shape;
    this.lengths = new long[rank];
    this.place = new int[rank];
    Arrays.fill(lengths, -1);
  }

  /// The lengths of an array of arrays; see [org.jlanes.lanes.NativeRuntime#shape].
  public static long[] of(String function, String shape, Object array, int rank) {
    NestedShape nested = new NestedShape(function, shape, rank);
    nested.measure(Fault.nonNull(function, shape, array), 0);
    return nested.lengths;
  }

  private void measure(Object array, int depth) {
    int length = Array.getLength(array);
    if (lengths[depth] >= 0 && lengths[depth] != length) {
      throw Fault.of(
          function,
          "%s needs rows of equal length, but the array is ragged: row %s has %d elements, those"
              + " before it %d",
          shape,
          row(depth),
          length,
          lengths[depth]);
    }
    lengths[depth] = length;
    if (depth + 1 < lengths.length) {
      Object[] rows = (Object[]) array;
      for (int i = 0; i < rows.length; i++) {
        place[depth] = i;
        if (rows[i] == null) {
          throw Fault.of(
              function, "%s needs rows of equal length, but row %s is null", shape, row(depth + 1));
        }
        measure(rows[i], depth + 1);
      }
    }
  }

  /// `3`, or deeper `3, 0`: where the row is that is looked at.
  private String row(int depth) {
    String text = Arrays.toString(Arrays.copyOf(place, depth));
    return text.substring(1, text.length() - 1);
  }

  /// Checks lengths that were measured; see [org.jlanes.lanes.NativeRuntime#agree].
  public static void check(String function, String shape, long[] lengths, long... dimensions) {
    for (int i = 0; i < lengths.length; i++) {
      boolean open = i == 0 && shape.contains("[]");
      if (!open && dimensions[i] < 0) {
        throw Fault.of(function, "a dimension of %s is negative: %d", shape, dimensions[i]);
      }
      if (!open && lengths[i] >= 0 && lengths[i] != dimensions[i]) {
        throw Fault.of(
            function,
            "%s needs %d elements in dimension %d, but the array has %d",
            shape,
            dimensions[i],
            i + 1,
            lengths[i]);
      }
    }
  }
}
