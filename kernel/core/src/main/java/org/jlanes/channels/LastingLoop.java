package org.jlanes.channels;

import java.lang.System.Logger.Level;
import org.jlanes.runtime.scope.FullHeap;

/// Runs the loop of a ZeroMQ thread again when an error has ended it. JeroMQ's I/O thread survives
/// runtime exceptions but no errors: when a cell fills the heap, an `OutOfMemoryError` may hit that
/// thread instead of the cell's, and the kernel would be deaf from then on.
final class LastingLoop implements Runnable {
  private static final System.Logger LOG = System.getLogger(LastingLoop.class.getName());

  private final Runnable loop;

  LastingLoop(Runnable loop) {
    this.loop = loop;
  }

  /// Runs until the loop returns by itself.
  @Override
  public void run() {
    Error last = null;
    boolean ended = false;
    while (!ended) {
      try {
        if (last != null) {
          // Not where it is caught: logging needs memory, too.
          LOG.log(Level.ERROR, "a ZeroMQ thread goes on after an error", last);
          last = null;
        }
        loop.run();
        ended = true;
      } catch (OutOfMemoryError | StackOverflowError e) {
        last = e;
        FullHeap.pause();
      }
    }
  }
}
