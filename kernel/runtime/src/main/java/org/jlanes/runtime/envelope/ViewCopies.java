package org.jlanes.runtime.envelope;

import java.io.Serializable;
import java.lang.reflect.Modifier;
import java.util.AbstractMap;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Copies of the JDK's collections that are views of others and not serializable: `subList`,
/// `keySet`, `values`, `reversed` and their like. A class that a user can name (`WeakHashMap`) is
/// left alone: a copy of another class would not fit where it is expected.
final class ViewCopies {
  private ViewCopies() {}

  /// A copy, or the collection itself.
  static Object of(Collection<?> view) {
    if (Modifier.isPublic(view.getClass().getModifiers())) {
      return view;
    }
    return switch (view) {
      case List<?> l -> new ArrayList<>(l);
      case SortedSet<?> s -> new TreeSet<>(s);
      case Set<?> s -> copyOf(s);
      case Deque<?> d -> new ArrayDeque<>(d);
      default -> new ArrayList<>(view);
    };
  }

  /// The key set of an `IdentityHashMap` may hold several that are equal.
  private static Set<?> copyOf(Set<?> view) {
    Set<Object> copy = new LinkedHashSet<>(view);
    if (copy.size() == view.size()) {
      return copy;
    }
    copy = Collections.newSetFromMap(new IdentityHashMap<>());
    copy.addAll(view);
    return copy;
  }

  /// A copy, or the map itself.
  static Object of(Map<?, ?> view) {
    if (Modifier.isPublic(view.getClass().getModifiers())) {
      return view;
    }
    return switch (view) {
      case SortedMap<?, ?> m -> new TreeMap<>(m);
      default -> new LinkedHashMap<>(view);
    };
  }

  /// A copy of an entry, which cannot be set: it is of no map any more.
  static Serializable of(Map.Entry<?, ?> entry) {
    return new AbstractMap.SimpleImmutableEntry<>(entry);
  }
}
