package org.jlanes.engine.jshell;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.function.Function;

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
    engine.post(() -> mailbox.add(done(work, mailbox)));
    while (true) {
      switch (Waiting.uninterruptibly(mailbox::take)) {
        case Message.Run<T>(Invocation invocation) -> progress.run(invocation);
        case Message.Done<T>(T value) -> {
          progress.compiling(false);
          return value;
        }
        case Message.Failed<T>(Throwable error) -> {
          progress.compiling(false);
          if (error instanceof Error serious) {
            throw serious;
          }
          throw (RuntimeException) error;
        }
      }
    }
  }

  private static <T> Message<T> done(
      Function<Consumer<Invocation>, T> work, LinkedBlockingQueue<Message<T>> mailbox) {
    try {
      return new Message.Done<>(
          work.apply(invocation -> mailbox.add(new Message.Run<>(invocation))));
    } catch (RuntimeException | Error e) {
      // Whatever fails, the cell must hear of it: it waits for this only.
      return new Message.Failed<>(e);
    }
  }
}
