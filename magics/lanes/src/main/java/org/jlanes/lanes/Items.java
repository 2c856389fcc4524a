package org.jlanes.lanes;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/// The sources that [Source] makes.
record Items<T>(long size, boolean repeatable, Supplier<Iterator<T>> iterators, Runnable closing)
    implements Source<T> {
  Items(long size, boolean repeatable, Supplier<Iterator<T>> iterators) {
    this(size, repeatable, iterators, () -> {});
  }

  static <T> Source<T> indexed(long size, LongFunction<? extends T> items) {
    return new Items<>(size, true, () -> new Indexed<>(size, items));
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

  @Override
  public Iterator<T> iterator() {
    return iterators.get();
  }

  @Override
  public void close() {
    closing.run();
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
