package org.jlanes.engine.jshell;

import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jlanes.runtime.scope.FullHeap;

/// The hand-over between the thread of a cell and the engine thread that compiles for it.
final class CellTurn {
  private CellTurn() {}

  private sealed interface Message<T> {
    record Run<T>(Invocation invocation) implements Message<T> {}

    record Done<T>(T value) implements Message<T> {}

    record Failed<T>(Throwable error) implements Message<T> {}
  }

  /// Lets an engine thread work for the cell of the calling thread, and runs here what that gives
  /// it to run.
  ///
  /// @param work is given what runs code on the calling thread
  static <T> T during(EngineThreads engine, Function<Consumer<Invocation>, T> work) {
    LinkedBlockingQueue<Message<T>> mailbox = new LinkedBlockingQueue<>();
    CellProgress progress = CellProgress.current();
    progress.compiling(true);
    // Nothing is to be made later: a cell may have filled the heap, and would miss what it is told.
    Callable<Message<T>> next = mailbox::take;
    engine.post(() -> tell(work, mailbox));
    Message<T> message = Waiting.uninterruptibly(next);
    while (message instanceof Message.Run<T> run) {
      progress.run(run.invocation);
      message = Waiting.uninterruptibly(next);
    }
    progress.compiling(false);
    if (message instanceof Message.Done<T> done) {
      return done.value;
    }
    Throwable error = ((Message.Failed<T>) message).error;
    if (error instanceof Error serious) {
      throw serious;
    }
    throw (RuntimeException) error;
  }

  /// Whatever fails, the cell must hear of it: it waits for this only.
  private static <T> void tell(
      Function<Consumer<Invocation>, T> work, LinkedBlockingQueue<Message<T>> mailbox) {
    T value = null;
    Throwable error = null;
    try {
      value = work.apply(invocation -> mailbox.add(new Message.Run<>(invocation)));
    } catch (RuntimeException | Error e) {
      error = e;
    }
    while (true) {
      try {
        mailbox.add(error == null ? new Message.Done<>(value) : new Message.Failed<>(error));
        return;
      } catch (OutOfMemoryError e) {
        FullHeap.pause();
      }
    }
  }
}
