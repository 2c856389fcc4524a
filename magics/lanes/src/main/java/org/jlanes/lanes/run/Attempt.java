package org.jlanes.lanes.run;

import java.util.concurrent.Callable;
import org.jlanes.lanes.LaneContext;
import org.jlanes.lanes.Task;

/// One start of an item, which knows whether its body was reached: where another item has filled
/// the heap before that, nothing has happened yet. Owned by the thread that runs the item.
final class Attempt<T, R> implements Callable<R> {
  private final ItemRunner<T, R> runner;
  private final int index;
  private final T item;
  private final int worker;
  private final Task<T, R> body;
  private boolean begun;

  Attempt(ItemRunner<T, R> runner, int index, T item, int worker) {
    this.runner = runner;
    this.index = index;
    this.item = item;
    this.worker = worker;
    this.body =
        it -> {
          begun = true;
          return runner.body().apply(it);
        };
  }

  /// Whether the body was called.
  boolean begun() {
    return begun;
  }

  /// Runs the body in its context.
  ///
  /// @throws Wrapped with what the body threw, where a `Callable` may not throw it
  @Override
  public R call() throws Exception {
    try {
      return LaneContext.with(index, worker, runner.workers(), body, item);
    } catch (Exception | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new Wrapped(e);
    }
  }

  /// A body may throw a bare `Throwable`, a `Callable` may not.
  static final class Wrapped extends Exception {
    private static final long serialVersionUID = 1L;

    Wrapped(Throwable cause) {
      super(cause);
    }
  }
}
