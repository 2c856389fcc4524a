package org.jlanes.runtime.envelope;

import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Finds how an object is reached from another one, for messages: `config.workers[2].thread`. Looks
/// into fields of classes outside the JDK, and into arrays, collections and maps.
public final class ObjectPath {
  /// Objects to look at before giving up.
  private static final int LIMIT = 100_000;

  private static final System.Logger LOG = System.getLogger(ObjectPath.class.getName());

  private record Step(Object object, String path) {}

  private final Object wanted;
  private final Deque<Step> todo = new ArrayDeque<>();
  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  private ObjectPath(Object wanted) {
    this.wanted = wanted;
  }

  /// The shortest path from `root`, which is called `name`, to `wanted`; empty if none was found.
  public static Optional<String> find(String name, Object root, Object wanted) {
    return new ObjectPath(wanted).search(new Step(root, name));
  }

  @SuppressWarnings("ReferenceEquality") // looks for this very object
  private Optional<String> search(Step root) {
    todo.add(root);
    while (!todo.isEmpty() && seen.size() < LIMIT) {
      Step step = todo.poll();
      if (step.object() == wanted) {
        return Optional.of(step.path());
      }
      if (step.object() != null && seen.add(step.object())) {
        look(step.object(), step.path());
      }
    }
    return Optional.empty();
  }

  /// A collection of the user's may throw at any of this; the message says less then.
  private void look(Object object, String path) {
    try {
      expand(object, path);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.DEBUG, "cannot look into " + object.getClass(), e);
    }
  }

  private boolean full() {
    return todo.size() >= LIMIT;
  }

  private void expand(Object object, String path) {
    switch (object) {
      case Object[] array -> {
        for (int i = 0; i < array.length && !full(); i++) {
          todo.add(new Step(array[i], path + "[" + i + "]"));
        }
      }
      case Map<?, ?> map -> {
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          if (full()) {
            break;
          }
          todo.add(new Step(entry.getKey(), path + ".keySet()"));
          todo.add(new Step(entry.getValue(), path + ".get(" + shown(entry.getKey()) + ")"));
        }
      }
      case Iterable<?> elements when jdk(object) && object instanceof java.util.Collection<?> -> {
        int i = 0;
        for (Object element : elements) {
          if (full()) {
            break;
          }
          todo.add(new Step(element, path + ".get(" + i++ + ")"));
        }
      }
      case Optional<?> o -> o.ifPresent(v -> todo.add(new Step(v, path + ".get()")));
      default -> fields(object, path);
    }
  }

  private void fields(Object object, String path) {
    for (Class<?> c = object.getClass(); c != null && !named(c); c = c.getSuperclass()) {
      for (Field field : c.getDeclaredFields()) {
        int modifiers = field.getModifiers();
        if (!Modifier.isStatic(modifiers)
            && !Modifier.isTransient(modifiers)
            && !field.getType().isPrimitive()) {
          try {
            field.setAccessible(true);
            todo.add(new Step(field.get(object), path + "." + field.getName()));
          } catch (IllegalAccessException | InaccessibleObjectException e) {
            // Not to be looked into; the message says less then.
          }
        }
      }
    }
  }

  private static String shown(Object key) {
    return switch (key) {
      case String s -> '"' + s + '"';
      case Number n -> n.toString();
      case Enum<?> e -> e.name();
      case null, default -> "…";
    };
  }

  private static boolean jdk(Object object) {
    return named(object.getClass());
  }

  private static boolean named(Class<?> type) {
    return type.getModule().isNamed();
  }
}
