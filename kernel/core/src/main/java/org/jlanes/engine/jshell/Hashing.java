package org.jlanes.engine.jshell;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/// Containers that put an element where its hash code or ordinal says: they are filled again when
/// elements were replaced. Runs the elements' `hashCode` and `equals`.
@SuppressWarnings("ReferenceEquality") // which object it is matters, not what it equals
final class Hashing {
  private Hashing() {}

  /// How to fill a container with the successors of its keys.
  ///
  /// @param lost in place of one that has no successor: it stays as it is
  /// @return empty if no key is replaced, or if the container does not hash
  static Optional<Runnable> filling(
      Object container, UnaryOperator<Object> successor, Object lost, OpenFields fields) {
    return switch (container) {
      case EnumMap<?, ?> map -> enumMap(map, successor, lost, fields);
      case EnumSet<?> set -> enumSet(set, successor, lost, fields);
      case Map<?, ?> map when isFixed(map) -> fixedMap(map, successor, lost, fields);
      case Set<?> set when isFixed(set) -> fixedSet(set, successor, lost, fields);
      case Map<?, ?> map when hashes(map) -> hashMap(map, successor, lost);
      default -> Optional.empty();
    };
  }

  private static boolean isFixed(Object container) {
    return container.getClass().getName().startsWith("java.util.ImmutableCollections$");
  }

  private static boolean hashes(Map<?, ?> map) {
    return Set.of(
            "HashMap",
            "LinkedHashMap",
            "ConcurrentHashMap",
            "Hashtable",
            "IdentityHashMap",
            "WeakHashMap")
        .contains(map.getClass().getSimpleName());
  }

  private static Object of(Object key, UnaryOperator<Object> successor, Object lost) {
    Object made = successor.apply(key);
    return made == lost ? key : made;
  }

  @SuppressWarnings("unchecked") // what comes in is of the types of what goes out
  private static Optional<Runnable> hashMap(
      Map<?, ?> map, UnaryOperator<Object> successor, Object lost) {
    boolean changed = false;
    List<Object[]> entries = new ArrayList<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      Object key = of(entry.getKey(), successor, lost);
      changed |= key != entry.getKey();
      entries.add(new Object[] {key, of(entry.getValue(), successor, lost)});
    }
    Map<Object, Object> filled = (Map<Object, Object>) map;
    return changed
        ? Optional.of(() -> {
          filled.clear();
          entries.forEach(entry -> filled.put(entry[0], entry[1]));
        })
        : Optional.empty();
  }

  /// Those of `Map.of` and `Set.of` cannot be changed, but a new one of the same size has a table
  /// of the same length.
  private static Optional<Runnable> fixedMap(
      Map<?, ?> map, UnaryOperator<Object> successor, Object lost, OpenFields fields) {
    Optional<Object[]> table = table(map, "table", fields);
    Map<Object, Object> entries = new LinkedHashMap<>();
    List<Object[]> pairs = new ArrayList<>();
    map.forEach((key, value) ->
        pairs.add(new Object[] {of(key, successor, lost), of(value, successor, lost)}));
    return table.map(array ->
        () -> {
          pairs.forEach(pair -> entries.put(pair[0], pair[1]));
          table(Map.copyOf(entries), "table", fields).ifPresent(made -> fill(array, made));
        });
  }

  private static Optional<Runnable> fixedSet(
      Set<?> set, UnaryOperator<Object> successor, Object lost, OpenFields fields) {
    Optional<Object[]> table = table(set, "elements", fields);
    Object[] elements = set.toArray();
    for (int i = 0; i < elements.length; i++) {
      elements[i] = of(elements[i], successor, lost);
    }
    return table.map(array ->
        () -> table(Set.of(elements), "elements", fields).ifPresent(made -> fill(array, made)));
  }

  private static void fill(Object[] table, Object[] made) {
    if (table.length == made.length) {
      System.arraycopy(made, 0, table, 0, made.length);
    }
  }

  private static Optional<Object[]> table(Object container, String name, OpenFields fields) {
    return field(container, name, fields).map(f -> (Object[]) OpenFields.get(f, container));
  }

  private static Optional<Field> field(Object container, String name, OpenFields fields) {
    return fields.of(container.getClass()).stream()
        .filter(field -> field.getName().equals(name))
        .findFirst();
  }

  private static Optional<Runnable> enumMap(
      EnumMap<?, ?> map, UnaryOperator<Object> successor, Object lost, OpenFields fields) {
    return enums(map, "keyType", map.keySet(), successor, fields)
        .map(type -> {
          Map<Object, Object> entries = new LinkedHashMap<>();
          map.forEach(
              (key, value) -> entries.put(of(key, successor, lost), of(value, successor, lost)));
          return () -> refill(map, type, entries, fields);
        });
  }

  private static Optional<Runnable> enumSet(
      EnumSet<?> set, UnaryOperator<Object> successor, Object lost, OpenFields fields) {
    return enums(set, "elementType", set, successor, fields)
        .map(type -> {
          List<Object> elements = new ArrayList<>();
          set.forEach(each -> elements.add(of(each, successor, lost)));
          return () -> refill(set, type, elements, fields);
        });
  }

  /// The class in force of a container's constants, if it is another and has all of them.
  private static Optional<Class<?>> enums(
      Object container,
      String field,
      Iterable<?> keys,
      UnaryOperator<Object> successor,
      OpenFields fields) {
    Class<?> type = null;
    for (Object key : keys) {
      if (!(successor.apply(key) instanceof Enum<?> constant)) {
        return Optional.empty();
      }
      type = constant.getDeclaringClass();
    }
    Class<?> now = type;
    return now == null
        ? Optional.empty()
        : field(container, field, fields)
            .filter(f -> !now.equals(OpenFields.get(f, container)))
            .map(f -> now);
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // the class is known at run time only
  private static void refill(
      EnumMap<?, ?> map, Class<?> type, Map<Object, Object> entries, OpenFields fields) {
    EnumMap made = new EnumMap(type);
    made.putAll(entries);
    become(map, made, fields);
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // the class is known at run time only
  private static void refill(
      EnumSet<?> set, Class<?> type, List<Object> elements, OpenFields fields) {
    EnumSet made = EnumSet.noneOf((Class) type);
    made.addAll(elements);
    become(set, made, fields);
  }

  /// Gives one container the inside of another of the same class.
  private static void become(Object container, Object made, OpenFields fields) {
    if (!container.getClass().equals(made.getClass())) {
      return;
    }
    for (Field field : fields.of(container.getClass())) {
      try {
        field.set(container, OpenFields.get(field, made));
      } catch (IllegalAccessException e) {
        throw new IllegalStateException(field.toString(), e);
      }
    }
  }
}
