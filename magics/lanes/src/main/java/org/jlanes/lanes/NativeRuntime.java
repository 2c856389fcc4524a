package org.jlanes.lanes;

import java.lang.foreign.MemorySegment;
import java.lang.reflect.Array;
import java.nio.Buffer;
import org.jlanes.lanes.nativecode.CString;
import org.jlanes.lanes.nativecode.FlatCopy;
import org.jlanes.lanes.nativecode.IsolatedCall;
import org.jlanes.lanes.nativecode.Lengths;
import org.jlanes.lanes.nativecode.NativeLibrary;
import org.jlanes.lanes.nativecode.NestedShape;
import org.jlanes.lanes.nativecode.OffHeap;
import org.jlanes.lanes.nativecode.Scratch;
import org.jlanes.runtime.output.NativeStdio;

/// The names under which the generated class `Native` of `%%native` cells finds what it calls: to
/// bind the compiled library, to check every argument before C is entered, to copy. Public because
/// generated code lives in the notebook, which sees this package only; not meant to be called by
/// hand. All methods may be called by any thread.
public final class NativeRuntime {
  private NativeRuntime() {}

  /// Loads the library with this digest and binds its functions to the `native` methods of a class.
  ///
  /// @param platform the kind of machine that the library was made for
  /// @throws UnsatisfiedLinkError if this process does not have the library, or it does not fit the
  ///   machine or the class
  public static void bind(Class<?> holder, String digest, String platform) {
    NativeStdio.bufferLines();
    NativeLibrary.load(holder, digest, platform);
  }

  /// Says for which cell the calling thread prints, to C that prints; 0 for none.
  public static int outlet() {
    return NativeStdio.outlet();
  }

  /// Checks an unsigned parameter.
  ///
  /// @throws IllegalArgumentException if C's type cannot hold the value
  public static void range(String function, String name, String type, long value, long most) {
    Lengths.range(function, name, type, value, most);
  }

  /// Checks a flat array against its declared shape; a first dimension of -1 is open.
  ///
  /// @throws IllegalArgumentException if the length is another
  public static void length(String function, String shape, Object array, long... dimensions) {
    Lengths.check(function, shape, array, dimensions);
  }

  /// The common length that some dimensions of arrays give to a parameter; -1 is unknown (the inner
  /// length of an empty array of arrays).
  ///
  /// @param shapes the declared shapes that the lengths come from, for the message
  /// @param most the largest value that fits the parameter
  /// @throws IllegalArgumentException if two differ
  public static long length(
      String function, String name, String shapes, long most, long... lengths) {
    return Lengths.common(function, name, shapes, most, lengths);
  }

  /// The lengths of an array of arrays; -1 for inner lengths of an empty one.
  ///
  /// @throws IllegalArgumentException if it is ragged or a row is null
  public static long[] shape(String function, String shape, Object array, int rank) {
    return NestedShape.of(function, shape, array, rank);
  }

  /// Checks the lengths that [#shape] found against the declared dimensions.
  ///
  /// @throws IllegalArgumentException if one differs
  public static void agree(String function, String shape, long[] lengths, long... dimensions) {
    NestedShape.check(function, shape, lengths, dimensions);
  }

  /// Copies an array of arrays into one flat array of its element type, row after row. The array
  /// may be longer; give it back with [#release].
  ///
  /// @param lengths as [#shape] found them
  /// @throws IllegalArgumentException if it has more elements than a Java array can have
  public static Object flatten(Object array, long[] lengths) {
    return FlatCopy.of(array, lengths);
  }

  /// The same with an array of exactly the needed length, which need not be given back.
  public static Object flattenExactly(Object array, long[] lengths) {
    return FlatCopy.exactly(array, lengths);
  }

  /// Ends the use of an array that [#flatten] gave.
  public static void release(Object flat) {
    Scratch.release(flat);
  }

  /// Copies the elements of a flat array back into the array of arrays it was made from.
  public static void unflatten(Object flat, Object array) {
    FlatCopy.back(flat, array);
  }

  /// The address of off-heap memory; 0 for a null pointer without a shape.
  ///
  /// @param writes whether C may write to it
  /// @param bytes of one element; 0 for `void *`
  /// @throws IllegalArgumentException if the segment is on the heap, closed, read-only, misaligned,
  ///   of another length, or belongs to another thread
  public static long address(
      String function,
      String shape,
      MemorySegment segment,
      boolean writes,
      int bytes,
      long... dimensions) {
    return OffHeap.address(function, shape, segment, writes, bytes, dimensions);
  }

  /// The memory of a direct buffer between position and limit; null for null.
  ///
  /// @throws IllegalArgumentException if it is not direct, or its byte order is not the machine's
  public static MemorySegment segment(String function, String shape, Buffer buffer) {
    return OffHeap.of(function, shape, buffer);
  }

  /// The UTF-8 bytes of a string and a zero byte, as C wants it; null for null.
  ///
  /// @throws IllegalArgumentException if the string contains the character 0
  public static byte[] utf8(String function, String name, String text) {
    return CString.of(function, name, text);
  }

  /// A string that C returned; null for null.
  public static String string(byte[] utf8) {
    return CString.toJava(utf8);
  }

  /// Runs a call of C code in a worker process of its own pool, so that a crash costs the worker
  /// and not this process. Inside a worker it is run where it is.
  ///
  /// @param function the C name, for messages
  /// @param arguments what the call gets: boxed numbers and primitive arrays
  /// @param call what runs in the worker: returns the result and the arrays that C may have changed
  /// @throws LaneFailure if the worker crashed
  public static Object[] isolated(
      String function, Object[] arguments, Task<Object[], Object[]> call) {
    return IsolatedCall.run(function, arguments, call);
  }

  /// Copies an array that came back from a worker into the caller's.
  public static void copyBack(Object[] returned, int index, Object array) {
    if (array != null) {
      System.arraycopy(returned[index], 0, array, 0, Array.getLength(array));
    }
  }
}
