package org.jlanes.session;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jlanes.runtime.scope.Locals;

/// A line of execution: requests that wait for each other, but not for those of other lines. The
/// main shell is one, and the clients can open more. Safe for any thread.
final class Subshell {
  private final String id;
  private final RequestQueue queue;
  private final AtomicLong arrivals = new AtomicLong();
  private final Locals locals = new Locals();

  /// Cells that are run or wait; guarded by this.
  private int cells;

  /// @param id unique within the kernel; null for the main shell
  Subshell(String id) {
    this.id = id;
    this.queue = new RequestQueue(id == null ? "shell" : "subshell-" + id);
  }

  /// Empty for the main shell.
  Optional<String> id() {
    return Optional.ofNullable(id);
  }

  RequestQueue queue() {
    return queue;
  }

  /// Counts a request that has come; its position, from 1.
  long arrived() {
    return arrivals.incrementAndGet();
  }

  /// How many requests have come so far.
  long arrivals() {
    return arrivals.get();
  }

  /// Takes a request into the queue.
  ///
  /// @return false if this line has been closed
  synchronized boolean add(Request request) {
    boolean added = queue.add(request);
    if (added && isCell(request)) {
      cells++;
    }
    return added;
  }

  private static boolean isCell(Request request) {
    return request.type().equals("execute_request");
  }

  /// Whether a cell is run or waits.
  synchronized boolean isOccupied() {
    return cells > 0;
  }

  /// A request of this line has been handled: says so.
  synchronized void idle(Request request) {
    if (isCell(request)) {
      cells--;
    }
    request.publishStatus("idle");
  }

  /// A request has been handled beside this line: says so and, since front ends and servers take
  /// the last status that they see for the kernel's, says again that the kernel is busy if it is.
  ///
  /// @param busy publishes that
  synchronized void idleBeside(Request request, Runnable busy) {
    request.publishStatus("idle");
    if (isOccupied()) {
      busy.run();
    }
  }

  /// What this line has of its own.
  Locals locals() {
    return locals;
  }
}
