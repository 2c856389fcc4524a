package org.jlanes.lanes;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.BaseStream;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// Where the items of a run come from. Items are pulled one by one as workers become free, on the
/// thread that started the run, so that a stream may be lazy or infinite. Items may be null.
///
/// Arrays and collections are not copied: they should not change during the run.
///
/// @param <T> the items
public final class Source<T> implements Iterable<T> {
  private final long size;
  private final boolean repeatable;
  private final Supplier<Iterator<T>> iterators;
  private final Runnable closing;

  Source(long size, boolean repeatable, Supplier<Iterator<T>> iterators, Runnable closing) {
    this.size = size;
    this.repeatable = repeatable;
    this.iterators = iterators;
    this.closing = closing;
  }

  Source(long size, boolean repeatable, Supplier<Iterator<T>> iterators) {
    this(size, repeatable, iterators, () -> {});
  }

  @Override
  public Iterator<T> iterator() {
    return iterators.get();
  }

  /// The number of items, or -1 if it is not known before they have been pulled.
  public long size() {
    return size;
  }

  /// Whether [#iterator] may be called more than once.
  public boolean repeatable() {
    return repeatable;
  }

  /// Releases what the source holds; a stream is closed.
  public void close() {
    closing.run();
  }

  /// The elements of a collection in its order.
  public static <T> Source<T> of(Collection<? extends T> items) {
    return new Source<>(Items.given(items).size(), true, () -> Items.<T>readOnly(items.iterator()));
  }

  /// The elements of anything that can be iterated.
  @SuppressWarnings("unchecked") // a source only gives items out
  public static <T> Source<T> of(Iterable<? extends T> items) {
    return Items.given(items) instanceof Source<?> source
        ? (Source<T>) source
        : new Source<>(-1, true, () -> Items.<T>readOnly(items.iterator()));
  }

  /// What an iterator still has; can be used once.
  public static <T> Source<T> of(Iterator<? extends T> items) {
    Iterator<? extends T> given = Items.given(items);
    return new Source<>(-1, false, () -> Items.<T>readOnly(given));
  }

  /// The elements of a stream, which may be infinite; can be used once. The stream is closed when
  /// the run ends.
  public static <T> Source<T> of(Stream<? extends T> items) {
    return streamed(items);
  }

  /// The elements of a stream; can be used once.
  public static Source<Integer> of(IntStream items) {
    return streamed(items);
  }

  /// The elements of a stream; can be used once.
  public static Source<Long> of(LongStream items) {
    return streamed(items);
  }

  /// The elements of a stream; can be used once.
  public static Source<Double> of(DoubleStream items) {
    return streamed(items);
  }

  private static <T> Source<T> streamed(BaseStream<? extends T, ?> items) {
    BaseStream<? extends T, ?> given = Items.given(items);
    return new Source<>(-1, false, () -> Items.<T>readOnly(given.iterator()), given::close);
  }

  /// The entries of a map. Each item is an immutable copy of the entry (which may hold nulls),
  /// since some maps reuse theirs.
  public static <K, V> Source<Map.Entry<K, V>> of(Map<? extends K, ? extends V> map) {
    return new Source<>(
        Items.given(map).size(),
        true,
        () -> {
          List<Map.Entry<K, V>> entries = new ArrayList<>(map.size());
          map.forEach(
              (k, v) -> entries.add(new java.util.AbstractMap.SimpleImmutableEntry<>(k, v)));
          return entries.iterator();
        });
  }

  /// The elements of an array.
  public static <T> Source<T> of(T[] items) {
    return Items.indexed(Items.given(items).length, i -> items[(int) i]);
  }

  /// The elements of an array.
  public static Source<Boolean> of(boolean[] items) {
    return Items.indexed(Items.given(items).length, i -> items[(int) i]);
  }

  /// The elements of an array.
  public static Source<Byte> of(byte[] items) {
    return Items.indexed(Items.given(items).length, i -> items[(int) i]);
  }

  /// The elements of an array.
  public static Source<Short> of(short[] items) {
    return Items.indexed(Items.given(items).length, i -> items[(int) i]);
  }

  /// The elements of an array.
  public static Source<Character> of(char[] items) {
    return Items.indexed(Items.given(items).length, i -> items[(int) i]);
  }

  /// The elements of an array.
  public static Source<Integer> of(int[] items) {
    return Items.indexed(Items.given(items).length, i -> items[(int) i]);
  }

  /// The elements of an array.
  public static Source<Long> of(long[] items) {
    return Items.indexed(Items.given(items).length, i -> items[(int) i]);
  }

  /// The elements of an array.
  public static Source<Float> of(float[] items) {
    return Items.indexed(Items.given(items).length, i -> items[(int) i]);
  }

  /// The elements of an array.
  public static Source<Double> of(double[] items) {
    return Items.indexed(Items.given(items).length, i -> items[(int) i]);
  }

  /// The numbers 0 to n - 1.
  ///
  /// @throws IllegalArgumentException if n is negative
  public static Source<Integer> of(int n) {
    return Items.indexed(Items.notNegative(n), i -> (int) i);
  }

  /// The numbers 0 to n - 1.
  ///
  /// @throws IllegalArgumentException if n is negative
  public static Source<Long> of(long n) {
    return Items.indexed(Items.notNegative(n), i -> i);
  }
}
