package org.jlanes.lanes;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.LongFunction;

/// The iterators of the sources that [Source] makes.
final class Items {
  private Items() {}

  static <T> Source<T> indexed(long size, LongFunction<? extends T> items) {
    return new Source<>(size, true, () -> new Indexed<>(size, items));
  }

  /// What items are to come from.
  ///
  /// @throws NullPointerException if it is null, in words for whoever wrote the header
  static <S> S given(S source) {
    return Objects.requireNonNull(source, "the source of the items is null");
  }

  static long notNegative(long n) {
    if (n < 0) {
      throw new IllegalArgumentException(
          "a number as the source means the items 0 to n - 1; " + n + " is negative");
    }
    return n;
  }

  /// The same elements under a wider type, without `remove`.
  static <T> Iterator<T> readOnly(Iterator<? extends T> items) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return items.hasNext();
      }

      @Override
      public T next() {
        return items.next();
      }
    };
  }

  private static final class Indexed<T> implements Iterator<T> {
    private final long size;
    private final LongFunction<? extends T> items;
    private long next;

    Indexed(long size, LongFunction<? extends T> items) {
      this.size = size;
      this.items = items;
    }

    @Override
    public boolean hasNext() {
      return next < size;
    }

    @Override
    public T next() {
      if (next >= size) {
        throw new NoSuchElementException();
      }
      return items.apply(next++);
    }
  }
}
