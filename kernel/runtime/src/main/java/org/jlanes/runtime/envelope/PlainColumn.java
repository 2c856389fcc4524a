package org.jlanes.runtime.envelope;

import java.util.List;

/// Plain values of one message, as [PlainValues] has them, in the order of their items. Numbers of
/// one type are kept as such and boxed when they are asked for: most of the columns of tiny items
/// are such, and objects for all of them would cost more than the items.
///
/// Not changed by this package; any thread may read it.
public sealed interface PlainColumn {
  /// How many there are.
  int size();

  /// One of them.
  Object get(int position);

  /// Values of any types.
  record Objects(Object[] values) implements PlainColumn {
    @Override
    public int size() {
      return values.length;
    }

    @Override
    public Object get(int position) {
      return values[position];
    }
  }

  /// Integers.
  record Ints(int[] values) implements PlainColumn {
    @Override
    public int size() {
      return values.length;
    }

    @Override
    public Object get(int position) {
      return values[position];
    }
  }

  /// Longs.
  record Longs(long[] values) implements PlainColumn {
    @Override
    public int size() {
      return values.length;
    }

    @Override
    public Object get(int position) {
      return values[position];
    }
  }

  /// Doubles.
  record Doubles(double[] values) implements PlainColumn {
    @Override
    public int size() {
      return values.length;
    }

    @Override
    public Object get(int position) {
      return values[position];
    }
  }

  /// The same value, which takes no space, as often as there are items.
  record Same(int size, Object value) implements PlainColumn {
    @Override
    public Object get(int position) {
      return value;
    }
  }

  /// A column of values.
  ///
  /// @throws IllegalArgumentException if a value is not plain
  static PlainColumn of(List<?> values) {
    int size = values.size();
    Object first = size == 0 ? null : values.getFirst();
    if (first instanceof Integer) {
      int[] ints = new int[size];
      for (int i = 0; i < size; i++) {
        if (!(values.get(i) instanceof Integer each)) {
          return objects(values);
        }
        ints[i] = each;
      }
      return new Ints(ints);
    } else if (first instanceof Long) {
      long[] longs = new long[size];
      for (int i = 0; i < size; i++) {
        if (!(values.get(i) instanceof Long each)) {
          return objects(values);
        }
        longs[i] = each;
      }
      return new Longs(longs);
    } else if (first instanceof Double) {
      double[] doubles = new double[size];
      for (int i = 0; i < size; i++) {
        if (!(values.get(i) instanceof Double each)) {
          return objects(values);
        }
        doubles[i] = each;
      }
      return new Doubles(doubles);
    }
    return objects(values);
  }

  private static PlainColumn objects(List<?> values) {
    Object[] all = values.toArray();
    for (Object value : all) {
      if (!PlainValues.has(value)) {
        throw new IllegalArgumentException("no plain value: " + value.getClass());
      }
    }
    Object first = all.length == 0 ? null : all[0];
    boolean same = (first == null || first instanceof Boolean) && all.length <= PlainValues.MOST;
    for (int i = 0; i < all.length && same; i++) {
      same = java.util.Objects.equals(all[i], first);
    }
    return same ? new Same(all.length, first) : new Objects(all);
  }
}
