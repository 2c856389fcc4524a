package org.jlanes.lanes.nativecode;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.util.Iterator;
import java.util.stream.IntStream;
import org.jlanes.lanes.Lane;
import org.jlanes.lanes.LaneRun;
import org.jlanes.lanes.Source;
import org.jlanes.lanes.Task;
import org.jlanes.runtime.scope.Scope;

/// Runs a compiled element-wise map over an array, in pieces, on the threads of a lane.
public final class ElementwiseRun {
  /// Elements that are copied out, computed and copied back at a time. They stay in a core's cache,
  /// so the copies cost little; and the threads write to arrays of their own, which is right also
  /// where the collector cannot pin and JNI copies arrays as a whole.
  private static final int BLOCK = 4096;

  private final MethodHandle function;
  private final Object in;
  private final Object out;

  private ElementwiseRun(MethodHandle function, Object in, Object out) {
    this.function = function;
    this.in = in;
    this.out = out;
  }

  /// Computes every element.
  ///
  /// @param lane whose threads do it
  /// @param holder the class with the bound function of [ElementwiseSource]
  /// @param in a primitive array
  /// @param out a primitive array of the same length, which is filled
  /// @param whole whether the C code gets all elements in one call, because it has its own threads
  /// @return the run; its items are pieces of the array
  public static LaneRun<Integer> of(
      Lane lane, Class<?> holder, Object in, Object out, boolean whole) {
    ElementwiseRun run = new ElementwiseRun(function(holder, in, out), in, out);
    int n = Array.getLength(in);
    int pieces = whole ? 1 : pieces(n);
    Task<Integer, Integer> body =
        piece -> {
          int from = begin(n, piece, pieces);
          int to = begin(n, piece + 1, pieces);
          if (whole) {
            run.call(n, in, out);
          } else {
            run.blocks(from, to);
          }
          return to - from;
        };
    return lane.map(pieces, body);
  }

  /// Computes every element in worker processes of the pool for C code, so that a crash costs a
  /// worker and not this process. What each gets is a copy.
  ///
  /// @param lane the processes
  /// @param whole as in [#of]
  public static LaneRun<Object> isolated(
      Lane lane, Class<?> holder, Object in, Object out, boolean whole) {
    int n = Array.getLength(in);
    int pieces = whole ? 1 : pieces(n);
    Class<?> element = out.getClass().getComponentType();
    Iterator<Object> copies =
        IntStream.range(0, pieces).mapToObj(i -> slice(in, i, pieces)).iterator();
    LaneRun<Object> run =
        lane.option("pool", "native")
            .option("deaths", "1")
            .map(Source.of(copies), new Slice(holder, element));
    for (int i = 0; i < pieces; i++) {
      Object result = run.values().get(i);
      System.arraycopy(result, 0, out, begin(n, i, pieces), Array.getLength(result));
    }
    return run;
  }

  /// What a worker does with a part of the array.
  private record Slice(Class<?> holder, Class<?> element) implements Task<Object, Object> {
    @Override
    public Object apply(Object in) throws Exception {
      Object out = Array.newInstance(element, Array.getLength(in));
      try {
        function(holder, in, out).invokeExact((long) Array.getLength(in), in, out);
      } catch (Exception | Error e) {
        throw e;
      } catch (Throwable e) {
        throw new AssertionError("a bound C function threw what Java cannot", e);
      }
      return out;
    }
  }

  private static Object slice(Object in, int piece, int pieces) {
    int n = Array.getLength(in);
    int from = begin(n, piece, pieces);
    int length = begin(n, piece + 1, pieces) - from;
    Object copy = Array.newInstance(in.getClass().getComponentType(), length);
    System.arraycopy(in, from, copy, 0, length);
    return copy;
  }

  private static int begin(int n, int piece, int pieces) {
    return (int) ((long) n * piece / pieces);
  }

  /// Several per core, so that a slow one holds nobody up; none smaller than a block.
  private static int pieces(int n) {
    int cores = Runtime.getRuntime().availableProcessors();
    return Math.clamp(Math.ceilDiv(n, BLOCK), 1, 4 * cores);
  }

  private static MethodHandle function(Class<?> holder, Object in, Object out) {
    MethodType type = MethodType.methodType(void.class, long.class, in.getClass(), out.getClass());
    try {
      return MethodHandles.publicLookup()
          .findStatic(holder, ElementwiseSource.FUNCTION, type)
          .asType(MethodType.methodType(void.class, long.class, Object.class, Object.class));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(holder + " is not the class of this map", e);
    }
  }

  private void call(long n, Object from, Object to) throws Throwable {
    function.invokeExact(n, from, to);
  }

  private void blocks(int from, int to) throws Throwable {
    Object block = Array.newInstance(in.getClass().getComponentType(), BLOCK);
    Object result = Array.newInstance(out.getClass().getComponentType(), BLOCK);
    Scope scope = Scope.current();
    int n;
    // An array may be so long that a whole block behind its end has no int any more.
    for (int at = from; at < to; at += n) {
      n = Math.min(BLOCK, to - at);
      System.arraycopy(in, at, block, 0, n);
      call(n, block, result);
      System.arraycopy(result, 0, out, at, n);
      if (scope != null) {
        scope.checkCancelled();
      }
    }
  }
}
