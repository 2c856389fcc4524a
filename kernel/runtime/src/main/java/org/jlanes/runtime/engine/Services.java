package org.jlanes.runtime.engine;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/// The services of a class loader, where jars of users may name services that cannot be loaded:
/// those are told of and passed over, for the others work.
public final class Services {
  private Services() {}

  /// Instances of all services that can be loaded, in the order of `ServiceLoader`.
  public static <S> List<S> of(Class<S> type, ClassLoader loader) {
    List<S> found = new ArrayList<>();
    Iterator<S> each = ServiceLoader.load(type, loader).iterator();
    while (true) {
      try {
        if (!each.hasNext()) {
          return found;
        }
        found.add(each.next());
      } catch (ServiceConfigurationError | LinkageError e) {
        System.err.println(
            "a jar names a " + type.getSimpleName() + " that cannot be loaded: " + e.getMessage());
      }
    }
  }
}
