package org.jlanes.session;

import java.util.List;
import java.util.Optional;
import org.jlanes.runtime.engine.Subshells;

/// The subshells as a cell sees them.
///
/// @param own the line of execution that runs the cell
record CellSubshells(Subshell own, SubshellTable table) implements Subshells {
  @Override
  public Optional<String> current() {
    return own.id();
  }

  @Override
  public List<String> all() {
    return table.ids();
  }
}
