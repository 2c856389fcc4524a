package org.jlanes.runtime.engine;

import java.util.List;
import java.util.Optional;

/// Writes exceptions that a notebook's code prints: with the lines of its cells, and without what
/// runs them. Found with `scope.service(TraceLines.class)`, in workers too. Any thread may ask.
@FunctionalInterface
public interface TraceLines {
  /// The lines to print, or empty if nothing is known of the code; Java's own are to be printed
  /// then.
  Optional<List<String>> of(PrintedTrace trace);
}
