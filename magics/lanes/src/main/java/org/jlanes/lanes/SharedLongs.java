package org.jlanes.lanes;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.Objects;
import org.jlanes.runtime.envelope.SharedRegion;

/// A `long[]` that worker processes read and write where it is. See [SharedArray]; [Lanes#share]
/// makes one of an array, [#ofLength] one of zeros.
///
/// For loops over many elements copy a part to the heap first ([#toArray(Range)]): the compiler
/// makes more of that than of single calls.
public final class SharedLongs extends SharedArray {
  private static final ValueLayout.OfLong ELEMENT = ValueLayout.JAVA_LONG;
  private static final VarHandle ATOMIC = ELEMENT.varHandle();

  SharedLongs(SharedRegion region) {
    super(region, Long.BYTES);
  }

  /// A shared array with these elements, which are copied.
  static SharedLongs of(long[] values) {
    MemorySegment content = MemorySegment.ofArray(values);
    return new SharedLongs(allocate(content, values.length, Long.BYTES));
  }

  /// A shared array of zeros. May be longer than a Java array.
  ///
  /// @throws IllegalArgumentException if `length` is negative
  /// @throws java.io.UncheckedIOException if there is no room; the message says how much there is
  public static SharedLongs ofLength(long length) {
    return new SharedLongs(allocate(MemorySegment.ofArray(new byte[0]), length, Long.BYTES));
  }

  /// The element at an index.
  ///
  /// @throws IndexOutOfBoundsException if there is none
  /// @throws IllegalStateException if this is closed
  public long get(long index) {
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
  public void set(long index, long value) {
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
  public long getAndAdd(long index, long delta) {
    Objects.checkIndex(index, length);
    try {
      return (long) ATOMIC.getAndAdd(memory, index * Long.BYTES, delta);
    } catch (IllegalStateException e) {
      throw closed(e);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /// The element at an index, as the latest atomic or volatile write of any process has left it.
  ///
  /// @throws IndexOutOfBoundsException if there is none
  /// @throws IllegalStateException if this is closed
  public long getVolatile(long index) {
    Objects.checkIndex(index, length);
    try {
      return (long) ATOMIC.getVolatile(memory, index * Long.BYTES);
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
  public boolean compareAndSet(long index, long expected, long value) {
    Objects.checkIndex(index, length);
    try {
      return ATOMIC.compareAndSet(memory, index * Long.BYTES, expected, value);
    } catch (IllegalStateException e) {
      throw closed(e);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /// Sets all elements.
  public void fill(long value) {
    long[] chunk = new long[chunk()];
    Arrays.fill(chunk, value);
    repeat(MemorySegment.ofArray(chunk));
  }

  /// A copy of all elements, on the heap.
  ///
  /// @throws IllegalArgumentException if they are more than a Java array can have
  public long[] toArray() {
    return toArray(all());
  }

  /// A copy of some elements, on the heap.
  ///
  /// @throws IndexOutOfBoundsException if some of them do not exist
  public long[] toArray(Range range) {
    long[] copy = new long[lengthOf(range)];
    copyTo(range.from(), copy);
    return copy;
  }

  /// Fills an array with the elements from an index on.
  ///
  /// @throws IndexOutOfBoundsException if there are not so many
  public void copyTo(long from, long[] target) {
    read(from, MemorySegment.ofArray(target));
  }

  /// Sets the elements from an index on to those of an array.
  ///
  /// @throws IndexOutOfBoundsException if there are not so many
  public void copyFrom(long to, long[] source) {
    write(to, MemorySegment.ofArray(source));
  }

  @Override
  String text(long index) {
    return Long.toString(get(index));
  }
}
