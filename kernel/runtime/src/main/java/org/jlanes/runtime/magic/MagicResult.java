package org.jlanes.runtime.magic;

import java.util.Optional;
import org.jlanes.runtime.engine.NotebookEngine;

/// What a magic leaves: a value to show as the cell's result, or none.
///
/// @param result value and static type, if there is a value
public record MagicResult(Optional<NotebookEngine.Result> result) {
  /// No value.
  public static MagicResult none() {
    return new MagicResult(Optional.empty());
  }

  /// A value with its static type as Java source.
  public static MagicResult of(String type, Object value) {
    return new MagicResult(Optional.of(new NotebookEngine.Result(type, value)));
  }
}
