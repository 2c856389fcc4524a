package org.jlanes.lanes;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.Objects;
import org.jlanes.runtime.envelope.SharedRegion;

/// A `float[]` that worker processes read and write where it is. See [SharedArray]; [Lanes#share]
/// makes one of an array, [#ofLength] one of zeros.
///
/// For loops over many elements copy a part to the heap first ([#toArray(Range)]): the compiler
/// makes more of that than of single calls.
public final class SharedFloats extends SharedArray {
  private static final ValueLayout.OfFloat ELEMENT = ValueLayout.JAVA_FLOAT;
  private static final VarHandle ATOMIC = ELEMENT.varHandle();

  SharedFloats(SharedRegion region) {
    super(region, Float.BYTES);
  }

  /// A shared array with these elements, which are copied.
  static SharedFloats of(float[] values) {
    MemorySegment content = MemorySegment.ofArray(values);
    return new SharedFloats(allocate(content, values.length, Float.BYTES));
  }

  /// A shared array of zeros. May be longer than a Java array.
  ///
  /// @throws IllegalArgumentException if `length` is negative
  /// @throws java.io.UncheckedIOException if there is no room; the message says how much there is
  public static SharedFloats ofLength(long length) {
    return new SharedFloats(allocate(MemorySegment.ofArray(new byte[0]), length, Float.BYTES));
  }

  /// The element at an index.
  ///
  /// @throws IndexOutOfBoundsException if there is none
  /// @throws IllegalStateException if this is closed
  public float get(long index) {
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
  public void set(long index, float value) {
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
  public float getAndAdd(long index, float delta) {
    while (true) {
      float before = getVolatile(index);
      if (compareAndSet(index, before, before + delta)) {
        return before;
      }
    }
  }

  /// The element at an index, as the latest atomic or volatile write of any process has left it.
  ///
  /// @throws IndexOutOfBoundsException if there is none
  /// @throws IllegalStateException if this is closed
  public float getVolatile(long index) {
    Objects.checkIndex(index, length);
    try {
      return (float) ATOMIC.getVolatile(memory, index * Float.BYTES);
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
  public boolean compareAndSet(long index, float expected, float value) {
    Objects.checkIndex(index, length);
    try {
      return ATOMIC.compareAndSet(memory, index * Float.BYTES, expected, value);
    } catch (IllegalStateException e) {
      throw closed(e);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /// Sets all elements.
  public void fill(float value) {
    float[] chunk = new float[chunk()];
    Arrays.fill(chunk, value);
    repeat(MemorySegment.ofArray(chunk));
  }

  /// A copy of all elements, on the heap.
  ///
  /// @throws IllegalArgumentException if they are more than a Java array can have
  public float[] toArray() {
    return toArray(all());
  }

  /// A copy of some elements, on the heap.
  ///
  /// @throws IndexOutOfBoundsException if some of them do not exist
  public float[] toArray(Range range) {
    float[] copy = new float[lengthOf(range)];
    copyTo(range.from(), copy);
    return copy;
  }

  /// Fills an array with the elements from an index on.
  ///
  /// @throws IndexOutOfBoundsException if there are not so many
  public void copyTo(long from, float[] target) {
    read(from, MemorySegment.ofArray(target));
  }

  /// Sets the elements from an index on to those of an array.
  ///
  /// @throws IndexOutOfBoundsException if there are not so many
  public void copyFrom(long to, float[] source) {
    write(to, MemorySegment.ofArray(source));
  }

  @Override
  String text(long index) {
    return Float.toString(get(index));
  }
}
