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

  /// What this line has of its own.
  Locals locals() {
    return locals;
  }
}
