package org.jlanes.session;

import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jlanes.runtime.scope.UnscopedThread;

/// Requests of a shell or of control and the thread that takes them one after the other. Requests
/// may be added before the thread is started.
final class RequestQueue {
  private static final System.Logger LOG = System.getLogger(RequestQueue.class.getName());

  /// A request, or empty for the end.
  private final BlockingQueue<Optional<Request>> queue = new LinkedBlockingQueue<>();

  private final String name;
  private boolean ended;

  RequestQueue(String name) {
    this.name = name;
  }

  /// Adds a request.
  ///
  /// @return false after [#end]: nothing was added
  synchronized boolean add(Request request) {
    return !ended && queue.add(Optional.of(request));
  }

  /// Lets the thread end when it has handled what was added before.
  synchronized void end() {
    ended = true;
    queue.add(Optional.empty());
  }

  /// Starts the thread. It runs until [#end] or the end of the process.
  void start(Dispatcher dispatcher) {
    UnscopedThread.named("jlanes-" + name + "-requests").start(() -> run(dispatcher));
  }

  private void run(Dispatcher dispatcher) {
    Throwable last = null;
    while (true) {
      try {
        if (last != null) {
          // Not where it is caught: logging needs memory, too.
          Throwable told = last;
          last = null;
          LOG.log(Level.ERROR, () -> name + " goes on after an error", told);
        }
        Optional<Request> next = queue.take();
        if (next.isEmpty()) {
          return;
        }
        dispatcher.dispatch(next.get());
      } catch (InterruptedException e) {
        // Only user code that interrupts every thread it finds comes here; the queue goes on.
        LOG.log(Level.DEBUG, name + " was interrupted", e);
      } catch (RuntimeException | Error e) {
        // A heap that a cell has filled can fail the `idle` behind it: the next request is handled.
        last = e;
      }
    }
  }
}
