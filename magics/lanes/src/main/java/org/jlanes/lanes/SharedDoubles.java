package org.jlanes.lanes;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.Objects;
import org.jlanes.runtime.envelope.SharedRegion;

/// A `double[]` that worker processes read and write where it is. See [SharedArray]; [Lanes#share]
/// makes one of an array, [#ofLength] one of zeros.
///
/// For loops over many elements copy a part to the heap first ([#toArray(Range)]): the compiler
/// makes more of that than of single calls.
public final class SharedDoubles extends SharedArray {
  private static final ValueLayout.OfDouble ELEMENT = ValueLayout.JAVA_DOUBLE;
  private static final VarHandle ATOMIC = ELEMENT.varHandle();

  SharedDoubles(SharedRegion region) {
    super(region, Double.BYTES);
  }

  /// A shared array with these elements, which are copied.
  static SharedDoubles of(double[] values) {
    MemorySegment content = MemorySegment.ofArray(values);
    return new SharedDoubles(allocate(content, values.length, Double.BYTES));
  }

  /// A shared array of zeros. May be longer than a Java array.
  ///
  /// @throws IllegalArgumentException if `length` is negative
  /// @throws java.io.UncheckedIOException if there is no room; the message says how much there is
  public static SharedDoubles ofLength(long length) {
    return new SharedDoubles(allocate(MemorySegment.ofArray(new byte[0]), length, Double.BYTES));
  }

  /// The element at an index.
  ///
  /// @throws IndexOutOfBoundsException if there is none
  /// @throws IllegalStateException if this is closed
  public double get(long index) {
    Objects.checkIndex(index, length);
    try {
      return memory.getAtIndex(ELEMENT, index);
    } catch (IllegalStateException e) {
      throw closed(e);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /// Sets the element at an index, for all processes.
  ///
  /// @throws IndexOutOfBoundsException if there is none
  /// @throws IllegalStateException if this is closed
  public void set(long index, double value) {
    Objects.checkIndex(index, length);
    try {
      memory.setAtIndex(ELEMENT, index, value);
    } catch (IllegalStateException e) {
      throw closed(e);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /// Adds to the element at an index, whatever other threads and processes do to it at that moment.
  ///
  /// @return what it was before
  /// @throws IndexOutOfBoundsException if there is none
  /// @throws IllegalStateException if this is closed
  public double getAndAdd(long index, double delta) {
    while (true) {
      double before = getVolatile(index);
      if (compareAndSet(index, before, before + delta)) {
        return before;
      }
    }
  }

  /// The element at an index, as the latest atomic or volatile write of any process has left it.
  ///
  /// @throws IndexOutOfBoundsException if there is none
  /// @throws IllegalStateException if this is closed
  public double getVolatile(long index) {
    Objects.checkIndex(index, length);
    try {
      return (double) ATOMIC.getVolatile(memory, index * Double.BYTES);
    } catch (IllegalStateException e) {
      throw closed(e);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /// Sets the element at an index if it is (bit by bit) `expected`.
  ///
  /// @return whether it was
  /// @throws IndexOutOfBoundsException if there is none
  /// @throws IllegalStateException if this is closed
  public boolean compareAndSet(long index, double expected, double value) {
    Objects.checkIndex(index, length);
    try {
      return ATOMIC.compareAndSet(memory, index * Double.BYTES, expected, value);
    } catch (IllegalStateException e) {
      throw closed(e);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /// Sets all elements.
  public void fill(double value) {
    double[] chunk = new double[chunk()];
    Arrays.fill(chunk, value);
    repeat(MemorySegment.ofArray(chunk));
  }

  /// A copy of all elements, on the heap.
  ///
  /// @throws IllegalArgumentException if they are more than a Java array can have
  public double[] toArray() {
    return toArray(all());
  }

  /// A copy of some elements, on the heap.
  ///
  /// @throws IndexOutOfBoundsException if some of them do not exist
  public double[] toArray(Range range) {
    double[] copy = new double[lengthOf(range)];
    copyTo(range.from(), copy);
    return copy;
  }

  /// Fills an array with the elements from an index on.
  ///
  /// @throws IndexOutOfBoundsException if there are not so many
  public void copyTo(long from, double[] target) {
    read(from, MemorySegment.ofArray(target));
  }

  /// Sets the elements from an index on to those of an array.
  ///
  /// @throws IndexOutOfBoundsException if there are not so many
  public void copyFrom(long to, double[] source) {
    write(to, MemorySegment.ofArray(source));
  }

  @Override
  String text(long index) {
    return Double.toString(get(index));
  }
}
