package org.jlanes.lanes;

/// How much went to a worker process and came back from it, in bytes: class files, items, results,
/// output, what goes through shared memory included. 0 in lanes that have no processes.
///
/// @param sent from the notebook to the worker
/// @param received from the worker
public record Moved(long sent, long received) {
  /// Nothing.
  public static final Moved NOTHING = new Moved(0, 0);

  /// Both together.
  public Moved plus(Moved other) {
    return new Moved(sent + other.sent, received + other.received);
  }
}
