package org.jlanes.lanes.process;

import org.jlanes.runtime.display.Troubleshooting;

/// The failure of an item that every worker died of.
final class WorkerDied extends Exception {
  private static final long serialVersionUID = 1;

  /// A failure.
  ///
  /// @param worker the last worker
  /// @param death how it ended
  /// @param times how many workers the item has cost
  WorkerDied(String worker, Death death, int times) {
    super(
        worker
            + " "
            + death.how()
            + " while it ran this item"
            + (times == 1 ? "." : "; " + times + " workers have died of it.")
            + death.left()
            + (death.advice().isEmpty() ? " " : " " + death.advice() + " ")
            + Troubleshooting.WORKER_DIED.hint(),
        null,
        false,
        // Where the kernel noticed it says nothing to the user.
        false);
  }
}
