package org.jlanes.lanes.nativecode;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.BaseStream;
import org.jlanes.lanes.Source;

/// Turns the source of an element-wise map into a primitive array.
public final class Elements {
  private Elements() {}

  /// The elements of an array, collection, stream, or the numbers 0 to n - 1, as a primitive array.
  /// An array that is already one of that type is returned itself.
  ///
  /// @throws IllegalArgumentException if an element is null, or would not fit without a cast
  public static Object of(Object source, ElementType type) {
    if (type.array().isInstance(source)) {
      return source;
    }
    List<Object> items = new ArrayList<>();
    switch (source) {
      case null -> throw new IllegalArgumentException("the source is null");
      case Source<?> s -> s.forEach(items::add);
      case Integer n -> Source.of(n.intValue()).forEach(items::add);
      case Long n -> Source.of(n.longValue()).forEach(items::add);
      case Iterable<?> all -> all.forEach(items::add);
      case BaseStream<?, ?> stream -> stream.iterator().forEachRemaining(items::add);
      case Object array when array.getClass().isArray() -> {
        for (int i = 0; i < Array.getLength(array); i++) {
          items.add(Array.get(array, i));
        }
      }
      default ->
          throw new IllegalArgumentException(
              "a "
                  + source.getClass().getName()
                  + " has no elements; the source is an array, a collection, a stream or a number");
    }
    Object array = Array.newInstance(type.array().getComponentType(), items.size());
    for (int i = 0; i < items.size(); i++) {
      set(array, i, items.get(i), type);
    }
    return array;
  }

  private static void set(Object array, int index, Object item, ElementType type) {
    ElementType given = ElementType.ofValue(item).orElse(null);
    if (given == null || !type.widens(given)) {
      String what =
          item instanceof Map.Entry<?, ?>
              ? "a map entry"
              : item == null ? "null" : item + " (" + item.getClass().getSimpleName() + ")";
      throw new IllegalArgumentException(
          "item " + index + " is " + what + ", which is no " + type.java());
    }
    Array.set(array, index, item);
  }

  /// A list of the elements of a primitive array.
  public static List<Object> list(Object array) {
    List<Object> list = new ArrayList<>();
    for (int i = 0; i < Array.getLength(array); i++) {
      list.add(Array.get(array, i));
    }
    return list;
  }
}
