package org.jlanes.lanes.nativecode;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import org.jlanes.lanes.Lane;
import org.jlanes.lanes.LaneRun;
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
          int from = (int) ((long) n * piece / pieces);
          int to = (int) ((long) n * (piece + 1) / pieces);
          if (whole) {
            run.call(n, in, out);
          } else {
            run.blocks(from, to);
          }
          return to - from;
        };
    return lane.map(pieces, body);
  }

  /// Several per core, so that a slow one holds nobody up; none smaller than a block.
  private static int pieces(int n) {
    int cores = Runtime.getRuntime().availableProcessors();
    return Math.clamp((n + BLOCK - 1) / BLOCK, 1, 4 * cores);
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
    for (int at = from; at < to; at += BLOCK) {
      int n = Math.min(BLOCK, to - at);
      System.arraycopy(in, at, block, 0, n);
      call(n, block, result);
      System.arraycopy(result, 0, out, at, n);
      if (scope != null) {
        scope.checkCancelled();
      }
    }
  }
}
