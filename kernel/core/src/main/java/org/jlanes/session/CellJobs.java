package org.jlanes.session;

import java.util.List;
import java.util.function.Consumer;
import org.jlanes.runtime.engine.BackgroundJobs;

/// The background cells as a cell sees them.
///
/// @param cell under which new ones are shown
record CellJobs(JobTable table, CellExecution cell) implements BackgroundJobs {
  @Override
  public Job start(String code, Consumer<Job> before) {
    return table.start(cell, code, before);
  }

  @Override
  public List<Job> all() {
    return table.all();
  }
}
