package org.jlanes.engine.jshell;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Whether objects of a class can be made objects of its new version: the fields must be the same
/// by name and type, whatever becomes of methods and interfaces. For one migration; its cell's
/// thread only.
final class Schema {
  private final Versions versions;
  private final Map<Class<?>, Optional<String>> known = new HashMap<>();

  Schema(Versions versions) {
    this.versions = versions;
  }

  /// What keeps an object of the old class from becoming one of the new, as a sentence without its
  /// full stop.
  Optional<String> difference(Class<?> old, Class<?> now) {
    Optional<String> before = known.get(old);
    if (before == null) {
      before = compare(old, now);
      known.put(old, before);
    }
    return before;
  }

  private Optional<String> compare(Class<?> old, Class<?> now) {
    String name = name(old);
    if (now == null) {
      return Optional.of(name + " is declared no more");
    }
    if (!kind(old).equals(kind(now))) {
      return Optional.of(name + " was " + kind(old) + " and is " + kind(now));
    }
    if (old.isEnum()) {
      return Optional.empty();
    }
    if (Modifier.isAbstract(now.getModifiers())) {
      return Optional.of(name + " is abstract now");
    }
    Map<String, Class<?>> before = fields(old);
    Map<String, Class<?>> after = fields(now);
    List<String> changes = new ArrayList<>();
    after.forEach((field, type) -> {
      Class<?> was = before.get(field);
      if (was == null) {
        changes.add("has a new field " + field);
      } else if (!type.equals(versions.current(was))) {
        changes.add("has " + type.getSimpleName() + " " + field + " for " + was.getSimpleName());
      }
    });
    before.keySet().stream()
        .filter(field -> !after.containsKey(field))
        .forEach(field -> changes.add("lacks the field " + field));
    if (changes.isEmpty()) {
      return foreign(old).equals(foreign(now))
          ? Optional.empty()
          : Optional.of(name + " extends another class");
    }
    return Optional.of(name + " " + String.join(", ", changes));
  }

  /// The fields of the notebook's classes among a class and its superclasses, the compiler's own
  /// (the object around an inner one, captured variables) too.
  private static Map<String, Class<?>> fields(Class<?> type) {
    Map<String, Class<?>> fields = new LinkedHashMap<>();
    for (Class<?> c = type; c.getClassLoader() instanceof SnippetLoader; c = c.getSuperclass()) {
      for (Field field : c.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers())) {
          fields.merge(field.getName(), field.getType(), (own, hidden) -> own);
        }
      }
    }
    return fields;
  }

  /// The first superclass that is not the notebook's.
  static Class<?> foreign(Class<?> type) {
    Class<?> c = type;
    while (c.getClassLoader() instanceof SnippetLoader) {
      c = c.getSuperclass();
    }
    return c;
  }

  private static String kind(Class<?> type) {
    return type.isRecord()
        ? "a record"
        : type.isEnum() || type.getSuperclass() != null && type.getSuperclass().isEnum()
            ? "an enum"
            : type.isInterface() ? "an interface" : "a class";
  }

  private static String name(Class<?> type) {
    return Names.withoutWrappers(type.getName()).replace('$', '.');
  }
}
