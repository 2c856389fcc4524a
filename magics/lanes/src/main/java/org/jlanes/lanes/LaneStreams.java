package org.jlanes.lanes;

import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// The results of a run one by one, while the others are still being computed. What each `map` of
/// [Lane] is for all results at once, a `stream` is here.
///
/// A result is there as soon as its item has ended: the order is that of the ends, unless the lane
/// is [Lane#inOrder]. The run begins when the stream's terminal operation does, in the scope of the
/// thread that calls it; a thread of the run's own pulls the items. Some results are computed ahead
/// of who reads them, at most about a thousand: a slow reader slows the run down, and an endless
/// source is read no further than needed.
///
/// The terminal operation stops what has not ended when it returns or throws: `findFirst()` and
/// `limit(3).toList()` leave nothing running, nor does a body of `forEach` that throws. After
/// `iterator()` and `spliterator()` that is for `close()` to do, or for the garbage collector.
///
/// An item that fails ends the run, and what had been computed is still given out before the
/// terminal operation throws [LaneFailure], which has the item's index; with [Lane#keepGoing] there
/// is no element for it. [Lanes#last] has the results as of any run; of a source that does not know
/// its size, such as an endless stream, the latest ten thousand. An interrupt of the cell or of the
/// reading thread ends the run with a `CancelledError`.
///
/// Read by one thread at a time: `parallel()` has no effect on the lane. A stream can be used once.
public interface LaneStreams {
  /// The results of each item.
  ///
  /// @throws UnsupportedOperationException if the lane is to repeat its runs
  <T, R> Stream<R> stream(Source<T> items, Task<T, R> body);

  /// The results of each item of a collection.
  default <T, R> Stream<R> stream(Collection<? extends T> items, Task<T, R> body) {
    return stream(Source.<T>of(items), body);
  }

  /// The results of each item of anything that can be iterated.
  default <T, R> Stream<R> stream(Iterable<? extends T> items, Task<T, R> body) {
    return stream(Source.<T>of(items), body);
  }

  /// The results of each item that an iterator still has.
  default <T, R> Stream<R> stream(Iterator<? extends T> items, Task<T, R> body) {
    return stream(Source.<T>of(items), body);
  }

  /// The results of each element of a stream.
  default <T, R> Stream<R> stream(Stream<? extends T> items, Task<T, R> body) {
    return stream(Source.<T>of(items), body);
  }

  /// The results of each entry of a map.
  default <K, V, R> Stream<R> stream(
      Map<? extends K, ? extends V> items, Task<Map.Entry<K, V>, R> body) {
    return stream(Source.<K, V>of(items), body);
  }

  /// The results of each element of an array.
  default <T, R> Stream<R> stream(T[] items, Task<T, R> body) {
    return stream(Source.of(items), body);
  }

  /// The results of each element of an array.
  default <R> Stream<R> stream(int[] items, Task<Integer, R> body) {
    return stream(Source.of(items), body);
  }

  /// The results of each element of an array.
  default <R> Stream<R> stream(long[] items, Task<Long, R> body) {
    return stream(Source.of(items), body);
  }

  /// The results of each element of an array.
  default <R> Stream<R> stream(double[] items, Task<Double, R> body) {
    return stream(Source.of(items), body);
  }

  /// The results of each element of an array.
  default <R> Stream<R> stream(boolean[] items, Task<Boolean, R> body) {
    return stream(Source.of(items), body);
  }

  /// The results of each element of an array.
  default <R> Stream<R> stream(byte[] items, Task<Byte, R> body) {
    return stream(Source.of(items), body);
  }

  /// The results of each element of an array.
  default <R> Stream<R> stream(short[] items, Task<Short, R> body) {
    return stream(Source.of(items), body);
  }

  /// The results of each element of an array.
  default <R> Stream<R> stream(char[] items, Task<Character, R> body) {
    return stream(Source.of(items), body);
  }

  /// The results of each element of an array.
  default <R> Stream<R> stream(float[] items, Task<Float, R> body) {
    return stream(Source.of(items), body);
  }

  /// The results of each element of a stream.
  default <R> Stream<R> stream(IntStream items, Task<Integer, R> body) {
    return stream(Source.of(items), body);
  }

  /// The results of each element of a stream.
  default <R> Stream<R> stream(LongStream items, Task<Long, R> body) {
    return stream(Source.of(items), body);
  }

  /// The results of each element of a stream.
  default <R> Stream<R> stream(DoubleStream items, Task<Double, R> body) {
    return stream(Source.of(items), body);
  }

  /// The results of each number from 0 to n - 1. For a long n write `Source.of(n)`: with an
  /// overload the compiler could not tell which of the two a lambda is for.
  default <R> Stream<R> stream(int n, Task<Integer, R> body) {
    return stream(Source.of(n), body);
  }
}
