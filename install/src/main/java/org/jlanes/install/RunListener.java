package org.jlanes.install;

import java.time.Duration;
import org.jlanes.client.Output;
import org.jlanes.install.notebook.NotebookCell;

/// Follows a notebook's run. Called by one thread at a time.
interface RunListener {
  /// A cell of text is passed.
  void text(NotebookCell cell);

  /// A code cell begins to run.
  void started(NotebookCell cell);

  /// A cell shows something; an earlier cell too, whose threads go on.
  void output(NotebookCell cell, Output output);

  /// A code cell has ended.
  ///
  /// @param count its prompt number
  /// @param succeeded whether its reply was `ok`
  void ended(NotebookCell cell, int count, boolean succeeded, Duration wall);
}
