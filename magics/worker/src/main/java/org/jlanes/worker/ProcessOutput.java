package org.jlanes.worker;

/// What `System.out` and `System.err` are in a worker: routed to the run of the calling thread.
final class ProcessOutput {
  private ProcessOutput() {}

  static void install() {}
}
