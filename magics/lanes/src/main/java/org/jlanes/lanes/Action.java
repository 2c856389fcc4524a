package org.jlanes.lanes;

import java.io.Serializable;

/// What is done with each item where there is no result. Serializable, so that a lambda can be sent
/// to a worker process.
///
/// @param <T> the items
@FunctionalInterface
public interface Action<T> extends Serializable {
  /// Works on one item. May throw anything: the failure is reported with the item.
  void accept(T item) throws Throwable;
}
