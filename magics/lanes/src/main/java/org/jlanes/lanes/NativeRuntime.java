package org.jlanes.lanes;

import java.lang.foreign.MemorySegment;
import java.lang.reflect.Array;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import org.jlanes.lanes.nativecode.NativeLibrary;
import org.jlanes.lanes.nativecode.Scratch;
import org.jlanes.runtime.envelope.WorkerIdentity;
import org.jlanes.runtime.scope.Scope;

/// What the generated class `Native` of `%%native` cells calls: it binds the compiled library and
/// checks every array before C is entered. Public because generated code lives in the notebook; not
/// meant to be called by hand. All methods may be called by any thread.
public final class NativeRuntime {
  private NativeRuntime() {}

  /// Loads the library with this digest and binds its functions to the `native` methods of a class.
  ///
  /// @throws UnsatisfiedLinkError if the library is not in the cache or does not fit the class
  public static void bind(Class<?> holder, String digest) {
    NativeLibrary.load(holder, digest);
  }

  /// Checks an unsigned parameter.
  ///
  /// @throws IllegalArgumentException if C's type cannot hold the value
  public static void range(String function, String name, String type, long value, long most) {
    if (value < 0 || value > most) {
      throw fault(function, "%s is %d, but %s goes from 0 to %d", name, value, type, most);
    }
  }

  /// Checks a flat array against its declared shape; a first dimension of -1 is open.
  ///
  /// @throws IllegalArgumentException if the length is another
  public static void length(String function, String shape, Object array, long... dimensions) {
    checkLength(function, shape, Array.getLength(nonNull(function, shape, array)), dimensions);
  }

  /// The common length that some dimensions of arrays give to a parameter; -1 is unknown (the inner
  /// length of an empty array of arrays).
  ///
  /// @param shapes the declared shapes that the lengths come from, for the message
  /// @param most the largest value that fits the parameter
  /// @throws IllegalArgumentException if two differ
  public static long length(
      String function, String name, String shapes, long most, long... lengths) {
    long[] known = Arrays.stream(lengths).filter(n -> n >= 0).distinct().toArray();
    if (known.length > 1) {
      throw fault(
          function,
          "the arrays disagree on %s in %s: it would be %d and %d",
          name,
          shapes,
          known[0],
          known[1]);
    }
    long length = known.length == 0 ? 0 : known[0];
    if (length > most) {
      throw fault(function, "the length %d does not fit the C type of %s", length, name);
    }
    return length;
  }

  /// The lengths of an array of arrays; -1 for inner lengths of an empty one.
  ///
  /// @throws IllegalArgumentException if it is ragged or a row is null
  public static long[] shape(String function, String shape, Object array, int rank) {
    long[] lengths = new long[rank];
    Arrays.fill(lengths, -1);
    measure(function, shape, nonNull(function, shape, array), lengths, 0);
    return lengths;
  }

  private static void measure(
      String function, String shape, Object array, long[] lengths, int depth) {
    int length = Array.getLength(array);
    if (lengths[depth] >= 0 && lengths[depth] != length) {
      throw fault(
          function,
          "%s needs rows of equal length, but the array is ragged: one row has %d elements, another"
              + " %d",
          shape,
          lengths[depth],
          length);
    }
    lengths[depth] = length;
    if (depth + 1 < lengths.length) {
      Object[] rows = (Object[]) array;
      for (int i = 0; i < rows.length; i++) {
        if (rows[i] == null) {
          throw fault(function, "%s needs rows of equal length, but row %d is null", shape, i);
        }
        measure(function, shape, rows[i], lengths, depth + 1);
      }
    }
  }

  /// Checks the lengths that [#shape] found against the declared dimensions.
  ///
  /// @throws IllegalArgumentException if one differs
  public static void agree(String function, String shape, long[] lengths, long... dimensions) {
    for (int i = 0; i < lengths.length; i++) {
      boolean open = i == 0 && shape.contains("[]");
      if (!open && dimensions[i] < 0) {
        throw fault(function, "a dimension of %s is negative: %d", shape, dimensions[i]);
      }
      if (!open && lengths[i] >= 0 && lengths[i] != dimensions[i]) {
        throw fault(
            function,
            "%s needs %d elements in dimension %d, but the array has %d",
            shape,
            dimensions[i],
            i + 1,
            lengths[i]);
      }
    }
  }

  /// Copies an array of arrays into one flat array of its element type, row after row. The array
  /// may be longer; give it back with [#release].
  ///
  /// @param lengths as [#shape] found them
  /// @throws IllegalArgumentException if it has more elements than a Java array can have
  public static Object flatten(Object array, long[] lengths) {
    Class<?> element = array.getClass();
    while (element.isArray()) {
      element = element.getComponentType();
    }
    long count = 1;
    for (long length : lengths) {
      count *= Math.max(length, 0);
      if (count > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            "an array of shape "
                + Arrays.toString(lengths)
                + " has more elements than a Java array can have; pass a MemorySegment");
      }
    }
    Object flat = Scratch.take(element, (int) count);
    copy(array, flat, 0, lengths.length, true);
    return flat;
  }

  /// The same with an array of exactly the needed length, which need not be given back.
  public static Object flattenExactly(Object array, long[] lengths) {
    Object flat = flatten(array, lengths);
    long count =
        Arrays.stream(lengths).map(length -> Math.max(length, 0)).reduce(1, (a, b) -> a * b);
    Object exact = Array.newInstance(flat.getClass().getComponentType(), (int) count);
    System.arraycopy(flat, 0, exact, 0, (int) count);
    release(flat);
    return exact;
  }

  /// Ends the use of an array that [#flatten] gave.
  public static void release(Object flat) {
    Scratch.release(flat);
  }

  /// Copies the elements of a flat array back into the array of arrays it was made from.
  public static void unflatten(Object flat, Object array) {
    int rank = 0;
    for (Class<?> type = array.getClass(); type.isArray(); type = type.getComponentType()) {
      rank++;
    }
    copy(array, flat, 0, rank, false);
  }

  private static int copy(Object nested, Object flat, int at, int rank, boolean flatten) {
    int length = Array.getLength(nested);
    if (rank == 1) {
      if (flatten) {
        System.arraycopy(nested, 0, flat, at, length);
      } else {
        System.arraycopy(flat, at, nested, 0, length);
      }
      return at + length;
    }
    int next = at;
    for (Object row : (Object[]) nested) {
      next = copy(row, flat, next, rank - 1, flatten);
    }
    return next;
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
    if (segment == null && dimensions.length == 0) {
      return 0;
    }
    nonNull(function, shape, segment);
    if (!segment.isNative()) {
      throw fault(
          function,
          "%s got a segment on the Java heap; pass the array itself, or allocate with an Arena",
          shape);
    }
    if (!segment.scope().isAlive() || !segment.isAccessibleBy(Thread.currentThread())) {
      throw fault(function, "the memory for %s is closed, or confined to another thread", shape);
    }
    if (writes && segment.isReadOnly()) {
      throw fault(function, "%s is not const, but the segment is read-only", shape);
    }
    if (bytes > 1 && segment.address() % bytes != 0) {
      throw fault(function, "the memory for %s is not aligned to %d bytes", shape, bytes);
    }
    if (dimensions.length > 0) {
      if (segment.byteSize() % bytes != 0) {
        throw fault(
            function,
            "%s has elements of %d bytes, but the segment has %d bytes",
            shape,
            bytes,
            segment.byteSize());
      }
      checkLength(function, shape, segment.byteSize() / bytes, dimensions);
    }
    return segment.address();
  }

  /// The memory of a direct buffer between position and limit; null for null.
  ///
  /// @throws IllegalArgumentException if it is not direct, or its byte order is not the machine's
  public static MemorySegment segment(String function, String shape, Buffer buffer) {
    if (buffer == null) {
      return null;
    }
    if (!buffer.isDirect()) {
      throw fault(
          function,
          "%s got a buffer on the Java heap; use allocateDirect, or pass an array",
          shape);
    }
    ByteOrder order =
        switch (buffer) {
          case ByteBuffer b -> ByteOrder.nativeOrder();
          case CharBuffer b -> b.order();
          case ShortBuffer b -> b.order();
          case IntBuffer b -> b.order();
          case LongBuffer b -> b.order();
          case FloatBuffer b -> b.order();
          case DoubleBuffer b -> b.order();
        };
    if (order != ByteOrder.nativeOrder()) {
      throw fault(
          function,
          "the buffer for %s is %s; use allocateDirect(…).order(ByteOrder.nativeOrder())",
          shape,
          order);
    }
    return MemorySegment.ofBuffer(buffer);
  }

  /// The UTF-8 bytes of a string and a zero byte, as C wants it; null for null.
  ///
  /// @throws IllegalArgumentException if the string contains the character 0
  public static byte[] utf8(String function, String name, String text) {
    if (text == null) {
      return null;
    }
    if (text.indexOf('\0') >= 0) {
      throw fault(function, "%s contains the character 0, which ends a string in C", name);
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return Arrays.copyOf(bytes, bytes.length + 1);
  }

  /// A string that C returned; null for null.
  public static String string(byte[] utf8) {
    return utf8 == null ? null : new String(utf8, StandardCharsets.UTF_8);
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
    Scope scope = Scope.current();
    if (scope != null && scope.service(WorkerIdentity.class).isPresent()) {
      try {
        return call.apply(arguments);
      } catch (RuntimeException | Error e) {
        throw e;
      } catch (Throwable e) {
        throw failed(function, e);
      }
    }
    try {
      return Lanes.processes(1)
          .quiet()
          .option("pool", "native")
          .option("deaths", "1")
          .map(Collections.singletonList(arguments), call)
          .values()
          .getFirst();
    } catch (LaneFailure e) {
      throw failed(function, e.getCause() == null ? e : e.getCause());
    }
  }

  private static LaneFailure failed(String function, Throwable cause) {
    String message = "the isolated call of " + function + " failed: " + cause.getMessage();
    return withoutOwnFrames(new LaneFailure(message, 0, cause, null));
  }

  /// Leaves out the frames of this class and of the generated one: the trace begins at the call.
  private static <E extends Throwable> E withoutOwnFrames(E error) {
    error.setStackTrace(
        Arrays.stream(error.getStackTrace())
            .dropWhile(frame ->
                frame.getClassName().startsWith("org.jlanes.")
                    || frame.getClassName().equals("Native")
                    || frame.getClassName().endsWith("$Native"))
            .toArray(StackTraceElement[]::new));
    return error;
  }

  /// Copies an array that came back from a worker into the caller's.
  public static void copyBack(Object[] returned, int index, Object array) {
    if (array != null) {
      System.arraycopy(returned[index], 0, array, 0, Array.getLength(array));
    }
  }

  private static Object nonNull(String function, String shape, Object value) {
    if (value == null) {
      throw fault(function, "%s is null", shape);
    }
    return value;
  }

  private static void checkLength(String function, String shape, long length, long[] dimensions) {
    long needed = 1;
    boolean open = false;
    for (int i = 0; i < dimensions.length; i++) {
      if (i == 0 && dimensions[0] == -1 && shape.contains("[]")) {
        open = true;
      } else if (dimensions[i] < 0) {
        throw fault(function, "a dimension of %s is negative: %d", shape, dimensions[i]);
      } else {
        needed = saturated(needed, dimensions[i]);
      }
    }
    boolean fits = open ? (needed == 0 ? length == 0 : length % needed == 0) : length == needed;
    if (!fits) {
      throw fault(
          function,
          "%s needs %s%d elements, but the array has %d",
          shape,
          open ? "a multiple of " : "",
          needed,
          length);
    }
  }

  private static long saturated(long a, long b) {
    long high = Math.multiplyHigh(a, b);
    return high != 0 || a * b < 0 ? Long.MAX_VALUE : a * b;
  }

  private static IllegalArgumentException fault(
      String function, String message, Object... arguments) {
    return withoutOwnFrames(
        new IllegalArgumentException(function + ": " + message.formatted(arguments)));
  }
}
