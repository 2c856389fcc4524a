package org.jlanes.lanes.nativecode;

import java.lang.ref.SoftReference;
import java.lang.reflect.Array;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;

/// Large primitive arrays that are used again, for the copies that C needs of arrays of arrays. A
/// new array of some megabytes costs several times the copying: it is cleared, and the system has
/// to provide its pages. Arrays that wait here are given up when memory is short. Any thread may
/// call.
public final class Scratch {
  /// Below this many elements a new array costs next to nothing.
  private static final int SMALL = 16_384;

  private static final int KEPT = Runtime.getRuntime().availableProcessors();
  private static final Map<Class<?>, Deque<SoftReference<Object>>> WAITING =
      new ConcurrentHashMap<>();

  private Scratch() {}

  /// An array of at least `n` elements with any content, for the caller alone until [#release].
  public static Object take(Class<?> element, int n) {
    if (n >= SMALL) {
      SoftReference<Object> waiting = waiting(element).poll();
      Object array = waiting == null ? null : waiting.get();
      // One that is far too large would be copied as a whole by collectors that cannot pin.
      if (array != null && Array.getLength(array) >= n && Array.getLength(array) / 2 <= n) {
        return array;
      }
    }
    return Array.newInstance(element, n);
  }

  /// Gives an array back.
  public static void release(Object array) {
    if (Array.getLength(array) >= SMALL) {
      Deque<SoftReference<Object>> waiting = waiting(array.getClass().getComponentType());
      waiting.push(new SoftReference<>(array));
      if (waiting.size() > KEPT) {
        waiting.pollLast();
      }
    }
  }

  private static Deque<SoftReference<Object>> waiting(Class<?> element) {
    return WAITING.computeIfAbsent(element, e -> new ConcurrentLinkedDeque<>());
  }
}
