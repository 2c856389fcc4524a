package org.jlanes.lanes;

import java.io.Serializable;

/// What is done with each item. Serializable, so that a lambda can be sent to a worker process.
///
/// @param <T> the items
/// @param <R> the results
@FunctionalInterface
public interface Task<T, R> extends Serializable {
  /// Computes the result of one item. May throw anything: the failure is reported with the item.
  R apply(T item) throws Throwable;
}
