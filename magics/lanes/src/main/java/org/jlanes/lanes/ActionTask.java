package org.jlanes.lanes;

/// An action as a task without a value. A class and not a lambda, so that a worker process, which
/// has this class too, is sent the action alone.
record ActionTask<T>(Action<T> action) implements Task<T, Void> {
  @Override
  public Void apply(T item) throws Throwable {
    action.accept(item);
    return null;
  }
}
