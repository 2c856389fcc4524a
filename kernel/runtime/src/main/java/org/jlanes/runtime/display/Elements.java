package org.jlanes.runtime.display;

import java.lang.reflect.Array;
import java.util.Collection;
import java.util.Collections;
import java.util.ConcurrentModificationException;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Arrays by their elements, wherever they stand in the JDK's own collections, maps and optionals:
/// `[[1, 2], [3]]` for a `List<int[]>`, which Java writes as `[[I@1b2a8af1, [I@4b958c43]`. All
/// other values are what their `toString` says. For one text; not thread-safe.
final class Elements {
  private final int longest;
  private final StringBuilder text = new StringBuilder();
  private final Set<Object> around = Collections.newSetFromMap(new IdentityHashMap<>());

  private Elements(int longest) {
    this.longest = longest;
  }

  /// The text of a value.
  ///
  /// @param longest characters after which no more elements are written; some more may be there
  static String text(Object value, int longest) {
    Elements elements = new Elements(longest);
    elements.write(value);
    return elements.text.toString();
  }

  private void write(Object value) {
    if (value == null || !holdsArray(value)) {
      text.append(value == null ? "null" : value.toString());
    } else if (!around.add(value)) {
      text.append("[...]");
    } else {
      switch (value) {
        case Collection<?> collection -> elements(collection);
        case Map<?, ?> map -> entries(map);
        case Map.Entry<?, ?> entry -> entry(entry);
        case Optional<?> optional -> {
          text.append("Optional[");
          write(optional.orElseThrow());
          text.append(']');
        }
        default -> array(value);
      }
      around.remove(value);
    }
  }

  private boolean isFull() {
    return text.length() > longest;
  }

  private void array(Object array) {
    int length = Array.getLength(array);
    text.append('[');
    for (int i = 0; i < length && !isFull(); i++) {
      text.append(i == 0 ? "" : ", ");
      write(Array.get(array, i));
    }
    text.append(']');
  }

  private void elements(Collection<?> collection) {
    String separator = "";
    text.append('[');
    for (Object element : collection) {
      if (isFull()) {
        break;
      }
      text.append(separator);
      write(element);
      separator = ", ";
    }
    text.append(']');
  }

  private void entries(Map<?, ?> map) {
    String separator = "";
    text.append('{');
    for (Map.Entry<?, ?> each : map.entrySet()) {
      if (isFull()) {
        break;
      }
      text.append(separator);
      entry(each);
      separator = ", ";
    }
    text.append('}');
  }

  private void entry(Map.Entry<?, ?> entry) {
    write(entry.getKey());
    text.append('=');
    write(entry.getValue());
  }

  private static boolean holdsArray(Object value) {
    try {
      return holdsArray(value, Collections.newSetFromMap(new IdentityHashMap<>()));
    } catch (ConcurrentModificationException e) {
      // Its own toString may know how to keep others away meanwhile.
      return false;
    }
  }

  private static boolean holdsArray(Object value, Set<Object> seen) {
    if (value == null || value.getClass().isArray()) {
      return value != null;
    }
    // What is not the JDK's may have a text of its own, or compute its elements.
    if (!value.getClass().getName().startsWith("java.util.")) {
      return false;
    }
    return switch (value) {
      case Collection<?> all -> seen.add(all) && anyHoldsArray(all, seen);
      case Map<?, ?> map ->
          seen.add(map) && (anyHoldsArray(map.keySet(), seen) || anyHoldsArray(map.values(), seen));
      case Map.Entry<?, ?> e -> holdsArray(e.getKey(), seen) || holdsArray(e.getValue(), seen);
      case Optional<?> optional -> optional.isPresent() && holdsArray(optional.get(), seen);
      default -> false;
    };
  }

  private static boolean anyHoldsArray(Collection<?> all, Set<Object> seen) {
    for (Object each : all) {
      if (holdsArray(each, seen)) {
        return true;
      }
    }
    return false;
  }
}
