package org.jlanes.lanes.run;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jlanes.lanes.Outcome;
import org.jlanes.lanes.Task;
import org.jlanes.runtime.scope.FullHeap;
import org.jlanes.runtime.scope.Scope;

/// One virtual thread per item: for tens of thousands of items that wait.
///
/// @see <a href="https://openjdk.org/jeps/444">JEP 444</a>
public final class VirtualBackend implements Backend {
  /// Items in flight where no limit was given: an endless source must not fill the heap.
  static final int WINDOW = 20_000;

  @Override
  public String lane() {
    return "virtual";
  }

  @Override
  public <T, R> Run<T, R> open(Task<T, R> body, RunOptions options, Scope scope) {
    int window =
        options.limit() > 0 ? options.limit() : options.workers() > 0 ? options.workers() : WINDOW;
    int workers =
        options.eachWorker()
            ? options.limit() > 0 || options.workers() > 0
                ? window
                : Runtime.getRuntime().availableProcessors()
            : window;
    return new VirtualRun<>(
        new ItemRunner<>(body, scope, workers, options.itemTimeout()),
        window,
        options.eachWorker());
  }

  private static final class VirtualRun<T, R> implements Run<T, R> {
    private final ItemRunner<T, R> runner;
    private final int window;
    private final boolean eachWorker;
    private final FreeNumbers numbers = new FreeNumbers();
    private final ThreadFactory threads = Thread.ofVirtual().name("lane-virtual-", 1).factory();

    VirtualRun(ItemRunner<T, R> runner, int window, boolean eachWorker) {
      this.runner = runner;
      this.window = window;
      this.eachWorker = eachWorker;
    }

    @Override
    public int workers() {
      return runner.workers();
    }

    @Override
    public int window() {
      return window;
    }

    @Override
    public void submit(int index, T item, int attempt, Consumer<Outcome<R>> done) {
      long queued = System.nanoTime();
      while (true) {
        try {
          new Start(index, item, attempt, queued, done).begin();
          return;
        } catch (OutOfMemoryError e) {
          if (!FullHeap.isSaidBy(e) || runner.scope().cancelled()) {
            throw e;
          }
          // An item that has filled the heap fails of that: the others go on.
          FullHeap.pause();
        }
      }
    }

    /// One start of an item. A thread may run although its start has failed for want of memory, so
    /// who comes first takes it.
    private final class Start implements Runnable {
      private final int index;
      private final T item;
      private final int attempt;
      private final long queued;
      private final Consumer<Outcome<R>> done;
      private final AtomicBoolean taken = new AtomicBoolean();
      private int worker;

      Start(int index, T item, int attempt, long queued, Consumer<Outcome<R>> done) {
        this.index = index;
        this.item = item;
        this.attempt = attempt;
        this.queued = queued;
        this.done = done;
      }

      void begin() {
        worker = eachWorker ? index : numbers.take();
        try {
          threads.newThread(this).start();
        } catch (OutOfMemoryError e) {
          if (taken.compareAndSet(false, true)) {
            numbers.giveBack(worker);
            throw e;
          }
        }
      }

      @Override
      public void run() {
        if (!taken.compareAndSet(false, true)) {
          return;
        }
        Outcome<R> outcome =
            runner.scope().cancelled()
                ? runner.stopped(index, attempt, "virtual threads", queued)
                : runner.run(index, item, attempt, worker, "virtual threads", queued);
        // Before the item is known to have ended: no more numbers are out than items in flight.
        numbers.giveBack(worker);
        done.accept(outcome);
      }
    }
  }
}
