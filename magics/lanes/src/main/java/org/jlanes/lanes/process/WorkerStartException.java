package org.jlanes.lanes.process;

/// A worker process could not be started.
final class WorkerStartException extends Exception {
  WorkerStartException(String message, Throwable cause) {
    super(message, cause);
  }

  WorkerStartException(String message) {
    super(message);
  }
}
