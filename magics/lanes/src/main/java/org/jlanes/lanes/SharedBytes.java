package org.jlanes.lanes;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.Objects;
import org.jlanes.runtime.envelope.SharedRegion;

/// A `byte[]` that worker processes read and write where it is. See [SharedArray]; [Lanes#share]
/// makes one of an array, [#ofLength] one of zeros.
///
/// For loops over many elements copy a part to the heap first ([#toArray(Range)]): the compiler
/// makes more of that than of single calls.
public final class SharedBytes extends SharedArray {
  private static final ValueLayout.OfByte ELEMENT = ValueLayout.JAVA_BYTE;

  SharedBytes(SharedRegion region) {
    super(region, Byte.BYTES);
  }

  /// A shared array with these elements, which are copied.
  static SharedBytes of(byte[] values) {
    MemorySegment content = MemorySegment.ofArray(values);
    return new SharedBytes(allocate(content, values.length, Byte.BYTES));
  }

  /// A shared array of zeros. May be longer than a Java array.
  ///
  /// @throws IllegalArgumentException if `length` is negative
  /// @throws java.io.UncheckedIOException if there is no room; the message says how much there is
  public static SharedBytes ofLength(long length) {
    return new SharedBytes(allocate(MemorySegment.ofArray(new byte[0]), length, Byte.BYTES));
  }

  /// The element at an index.
  ///
  /// @throws IndexOutOfBoundsException if there is none
  /// @throws IllegalStateException if this is closed
  public byte get(long index) {
    Objects.checkIndex(index, length);
    try {
      return memory.get(ELEMENT, index);
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
  public void set(long index, byte value) {
    Objects.checkIndex(index, length);
    try {
      memory.set(ELEMENT, index, value);
    } catch (IllegalStateException e) {
      throw closed(e);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /// Sets all elements.
  public void fill(byte value) {
    byte[] chunk = new byte[chunk()];
    Arrays.fill(chunk, value);
    repeat(MemorySegment.ofArray(chunk));
  }

  /// A copy of all elements, on the heap.
  ///
  /// @throws IllegalArgumentException if they are more than a Java array can have
  public byte[] toArray() {
    return toArray(all());
  }

  /// A copy of some elements, on the heap.
  ///
  /// @throws IndexOutOfBoundsException if some of them do not exist
  public byte[] toArray(Range range) {
    byte[] copy = new byte[lengthOf(range)];
    copyTo(range.from(), copy);
    return copy;
  }

  /// Fills an array with the elements from an index on.
  ///
  /// @throws IndexOutOfBoundsException if there are not so many
  public void copyTo(long from, byte[] target) {
    read(from, MemorySegment.ofArray(target));
  }

  /// Sets the elements from an index on to those of an array.
  ///
  /// @throws IndexOutOfBoundsException if there are not so many
  public void copyFrom(long to, byte[] source) {
    write(to, MemorySegment.ofArray(source));
  }

  @Override
  String text(long index) {
    return Byte.toString(get(index));
  }
}
