package org.jlanes.engine.jshell;

import java.util.Collection;
import java.util.Set;

/// Tells objects that can lead to objects of the notebook's classes from those that are not looked
/// into: the JDK's outside of `java.util`, and those of libraries.
final class Leaves {
  private static final Set<String> CONTAINERS =
      Set.of(
          "java.util", "java.util.concurrent", "java.util.concurrent.atomic", "java.util.stream");

  private Leaves() {}

  /// Whether objects of this class are not looked into.
  static boolean is(Class<?> type) {
    if (type.isArray()) {
      return type.getComponentType().isPrimitive();
    }
    return !(type.getClassLoader() instanceof SnippetLoader)
        && !CONTAINERS.contains(type.getPackageName());
  }

  /// Whether all of these are objects that are not looked into.
  static boolean only(Collection<?> elements) {
    for (Object element : elements) {
      if (element != null && !is(element.getClass())) {
        return false;
      }
    }
    return true;
  }
}
