package org.jlanes.runtime.envelope;

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
    public void copy(int from, Object[] to, int at, int count) {
      for (int i = 0; i < count; i++) {
        to[at + i] = values[from + i];
      }
    }

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

  /// Puts some of them into an array.
  default void copy(int from, Object[] to, int at, int count) {
    for (int i = 0; i < count; i++) {
      to[at + i] = get(from + i);
    }
  }

  /// How many bytes they take in a message.
  default long bytes() {
    return PlainValues.bytes(this);
  }

  /// A column of values.
  ///
  /// @param values are not to be changed from now on
  /// @throws IllegalArgumentException if a value is not plain
  static PlainColumn of(Object[] values) {
    Object first = values.length == 0 ? null : values[0];
    PlainColumn numbers = null;
    if (first instanceof Integer) {
      numbers = ints(values);
    } else if (first instanceof Long) {
      numbers = longs(values);
    } else if (first instanceof Double) {
      numbers = doubles(values);
    }
    return numbers != null ? numbers : objects(values);
  }

  private static PlainColumn ints(Object[] values) {
    int[] ints = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      if (!(values[i] instanceof Integer each)) {
        return null;
      }
      ints[i] = each;
    }
    return new Ints(ints);
  }

  private static PlainColumn longs(Object[] values) {
    long[] longs = new long[values.length];
    for (int i = 0; i < values.length; i++) {
      if (!(values[i] instanceof Long each)) {
        return null;
      }
      longs[i] = each;
    }
    return new Longs(longs);
  }

  private static PlainColumn doubles(Object[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      if (!(values[i] instanceof Double each)) {
        return null;
      }
      doubles[i] = each;
    }
    return new Doubles(doubles);
  }

  private static PlainColumn objects(Object[] values) {
    for (Object value : values) {
      if (!PlainValues.has(value)) {
        throw new IllegalArgumentException("no plain value: " + value.getClass());
      }
    }
    Object first = values.length == 0 ? null : values[0];
    boolean same = (first == null || first instanceof Boolean) && values.length <= PlainValues.MOST;
    for (int i = 0; i < values.length && same; i++) {
      same = java.util.Objects.equals(values[i], first);
    }
    return same ? new Same(values.length, first) : new Objects(values);
  }
}
