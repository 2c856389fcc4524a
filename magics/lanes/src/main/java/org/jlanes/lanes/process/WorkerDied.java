package org.jlanes.lanes.process;

import org.jlanes.runtime.display.Troubleshooting;

/// The failure of an item that every worker died of.
final class WorkerDied extends Exception {
  /// A failure.
  ///
  /// @param worker the last worker
  /// @param how how it ended, in words
  /// @param times how many workers the item has cost
  WorkerDied(String worker, String how, int times) {
    super(
        worker
            + " "
            + how
            + " while it ran this item"
            + (times == 1
                ? ""
                : "; "
                    + times
                    + " workers have died of it. Give the workers more memory with --memory, or"
                    + " make the item smaller.")
            + (times == 1 ? ". " : " ")
            + Troubleshooting.WORKER_DIED.hint(),
        null,
        false,
        // Where the kernel noticed it says nothing to the user.
        false);
  }
}
