package org.jlanes.install;

import java.io.IOException;
import org.jlanes.client.OutputListener;

/// Runs code on a kernel, one piece at a time.
@FunctionalInterface
interface CellExecutor {
  /// Runs a piece of code and waits for its end.
  ///
  /// @param cellId the cell's id in the notebook; may be empty
  /// @param outputs gets what it shows, possibly also after it has ended, on any thread
  /// @throws IOException if the kernel has died or cannot be reached; the message says so
  Reply execute(String code, String cellId, OutputListener outputs)
      throws IOException, InterruptedException;

  /// How a piece of code ended.
  ///
  /// @param count its prompt number
  /// @param succeeded whether it ran to its end
  /// @param name the class of the failure; empty after success
  /// @param text the message of the failure; empty after success
  record Reply(int count, boolean succeeded, String name, String text) {}
}
