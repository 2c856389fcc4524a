package org.jlanes.lanes.nativecode;

import java.lang.reflect.Array;
import java.util.Arrays;

/// Checks scalars and the lengths of flat arrays against what the C parameters declare.
public final class Lengths {
  private Lengths() {}

  /// Checks an unsigned parameter; see [org.jlanes.lanes.NativeRuntime#range].
  public static void range(String function, String name, String type, long value, long most) {
    if (value < 0 || value > most) {
      throw Fault.of(function, "%s is %d, but %s goes from 0 to %d", name, value, type, most);
    }
  }

  /// Checks a flat array; see [org.jlanes.lanes.NativeRuntime#length].
  public static void check(String function, String shape, Object array, long... dimensions) {
    check(function, shape, Array.getLength(Fault.nonNull(function, shape, array)), dimensions);
  }

  /// Checks a number of elements against a declared shape; a first dimension of -1 is open.
  static void check(String function, String shape, long length, long... dimensions) {
    long needed = 1;
    boolean open = false;
    for (int i = 0; i < dimensions.length; i++) {
      if (i == 0 && dimensions[0] == -1 && shape.contains("[]")) {
        open = true;
      } else if (dimensions[i] < 0) {
        throw Fault.of(function, "a dimension of %s is negative: %d", shape, dimensions[i]);
      } else {
        needed = saturated(needed, dimensions[i]);
      }
    }
    boolean fits = open ? (needed == 0 ? length == 0 : length % needed == 0) : length == needed;
    if (!fits) {
      throw Fault.of(
          function,
          "%s needs %s%d elements, but the array has %d",
          shape,
          open ? "a multiple of " : "",
          needed,
          length);
    }
  }

  private static long saturated(long a, long b) {
    long high = Math.multiplyHigh(a, b);
    return high != 0 || a * b < 0 ? Long.MAX_VALUE : a * b;
  }

  /// The common length that some arrays give to a parameter; see
  /// [org.jlanes.lanes.NativeRuntime#length].
  public static long common(
      String function, String name, String shapes, long most, long... lengths) {
    long[] known = Arrays.stream(lengths).filter(n -> n >= 0).distinct().toArray();
    if (known.length > 1) {
      throw Fault.of(
          function,
          "the arrays disagree on %s in %s: it would be %d and %d",
          name,
          shapes,
          known[0],
          known[1]);
    }
    long length = known.length == 0 ? 0 : known[0];
    if (length > most) {
      throw Fault.of(function, "the length %d does not fit the C type of %s", length, name);
    }
    return length;
  }
}
