package org.jlanes.engine.jshell;

import java.lang.instrument.Instrumentation;
import java.lang.ref.Reference;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.nio.Buffer;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;

/// Estimates how many bytes a value keeps from being collected, by a walk over what it refers to.
/// Runs no code of the value's. Safe for any thread.
///
/// Long arrays of objects are walked over in part and the rest is taken to be alike. A value of so
/// many objects that the walk is cut short counts as larger than any limit. Without instrumentation
/// the sizes of single objects are guessed, and fields of the JDK's classes cannot be read.
final class ObjectSizes implements ToLongFunction<Object> {
  private static final int MOST_OBJECTS = 50_000;
  private static final int MOST_ELEMENTS = 1_000;
  private static final long GUESS = 32;

  private final Optional<Instrumentation> instrumentation;

  private final OpenFields fields;

  ObjectSizes(Optional<Instrumentation> instrumentation) {
    this.instrumentation = instrumentation;
    this.fields = new OpenFields(instrumentation);
  }

  /// An object, and how many like it it stands for.
  private record Visit(Object object, double weight) {}

  @Override
  public long applyAsLong(Object value) {
    Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Visit> open = new ArrayDeque<>();
    double bytes = 0;
    push(value, 1, seen, open);
    while (!open.isEmpty()) {
      if (seen.size() > MOST_OBJECTS) {
        return Long.MAX_VALUE;
      }
      Visit visit = open.pop();
      bytes += visit.weight * own(visit.object);
      if (visit.object instanceof Object[] array) {
        int walked = Math.min(array.length, MOST_ELEMENTS);
        for (int i = 0; i < walked; i++) {
          // From all over the array: a table of a map is empty in places.
          int at = (int) ((long) i * array.length / walked);
          push(array[at], visit.weight * array.length / walked, seen, open);
        }
      } else if (!visit.object.getClass().isArray()) {
        follow(visit, seen, open);
      }
    }
    return (long) bytes;
  }

  private static void push(Object object, double weight, Set<Object> seen, Deque<Visit> open) {
    if (object != null && !isShared(object) && seen.add(object)) {
      open.push(new Visit(object, weight));
    }
  }

  /// What lives whether the value does or not.
  private static boolean isShared(Object object) {
    return object instanceof Class<?>
        || object instanceof ClassLoader
        || object instanceof Thread
        || object instanceof Module
        || object instanceof Reference<?>
        || object instanceof Enum<?>;
  }

  private long own(Object object) {
    long outside =
        object instanceof Buffer buffer && buffer.isDirect() ? (long) buffer.capacity() : 0;
    if (instrumentation.isPresent()) {
      return outside + instrumentation.get().getObjectSize(object);
    }
    Class<?> type = object.getClass();
    return outside + (type.isArray() ? 16 + 8L * Array.getLength(object) : GUESS);
  }

  private void follow(Visit visit, Set<Object> seen, Deque<Visit> open) {
    for (Field field : fields.of(visit.object.getClass())) {
      if (!field.getType().isPrimitive()) {
        push(OpenFields.get(field, visit.object), visit.weight, seen, open);
      }
    }
  }
}
