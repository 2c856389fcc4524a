package org.jlanes.runtime.scope;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// Things of which each line of execution has its own: the foreground of the notebook, each
/// subshell, each background cell. A service of the scopes of one line. Any thread.
public final class Locals {
  private final Map<Class<?>, Object> values = new ConcurrentHashMap<>();

  /// Nothing yet.
  public Locals() {}

  /// The line's object of a type, made when it is asked for first.
  public <T> T get(Class<T> type, Supplier<? extends T> make) {
    return type.cast(values.computeIfAbsent(type, wanted -> make.get()));
  }
}
