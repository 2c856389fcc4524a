package org.jlanes.session;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// Requests of a channel and the thread that takes them one after the other. Requests may be added
/// before the thread is started.
final class RequestQueue {
  private final BlockingQueue<Request> queue = new LinkedBlockingQueue<>();
  private final String name;

  RequestQueue(String name) {
    this.name = name;
  }

  void add(Request request) {
    queue.add(request);
  }

  /// Starts the thread. It runs until the process ends.
  void start(Dispatcher dispatcher) {
    Thread.ofPlatform().name("jlanes-" + name + "-requests").daemon().start(() -> run(dispatcher));
  }

  private void run(Dispatcher dispatcher) {
    while (true) {
      try {
        dispatcher.dispatch(queue.take());
      } catch (InterruptedException e) {
        // Only user code that interrupts every thread it finds comes here; the queue goes on.
        System.getLogger(RequestQueue.class.getName())
            .log(System.Logger.Level.DEBUG, name + " was interrupted", e);
      }
    }
  }
}
