package org.jlanes.engine.jshell;

import java.lang.ref.Reference;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Finds out which values still hold objects, or code, of classes that are no longer in force.
/// Reads fields and runs no code of the user.
final class Remnants {
  /// A value of more is looked at in part.
  private static final int MOST_OBJECTS = 50_000;

  private final Versions versions;
  private final OpenFields fields;

  Remnants(Versions versions, OpenFields fields) {
    this.versions = versions;
    this.fields = fields;
  }

  /// The first such class that is found behind a value.
  Optional<Class<?>> in(Object value) {
    return find(value, versions::isOld);
  }

  /// Whether code behind a value uses what had this name before, because its type has changed.
  boolean usesFormer(String name, Object value) {
    return find(value, type -> versions.retyped(type).contains(name)).isPresent();
  }

  private Optional<Class<?>> find(Object value, Predicate<Class<?>> wanted) {
    Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Object> open = new ArrayDeque<>();
    push(value, seen, open);
    while (!open.isEmpty() && seen.size() <= MOST_OBJECTS) {
      Object object = open.pop();
      Class<?> type = object.getClass();
      if (wanted.test(type)) {
        return Optional.of(type);
      }
      if (object instanceof Object[] array) {
        for (int i = 0; i < array.length && seen.size() <= MOST_OBJECTS; i++) {
          push(array[i], seen, open);
        }
      } else if (!type.isArray()) {
        fields.of(type).stream()
            .filter(field -> !field.getType().isPrimitive())
            .forEach(field -> push(OpenFields.get(field, object), seen, open));
      }
    }
    return Optional.empty();
  }

  private static void push(Object object, Set<Object> seen, Deque<Object> open) {
    if (object != null
        && !(object instanceof Class<?>
            || object instanceof ClassLoader
            || object instanceof Thread
            || object instanceof Module
            || object instanceof Reference<?>
            || object instanceof String)
        && seen.add(object)) {
      open.push(object);
    }
  }
}
