package org.jlanes.runtime.comm;

/// What is done with a message that has come over a comm.
@FunctionalInterface
public interface CommHandler {
  /// Handles a message. Called by one thread at a time, like a cell: what it prints belongs to the
  /// message, an interrupt stops it.
  ///
  /// @throws Exception anything; it is shown as an error and the comm stays open
  void handle(CommMessage message) throws Exception;
}
