package org.jlanes.runtime.display;

import java.util.NoSuchElementException;
import java.util.Optional;
import org.jlanes.runtime.scope.Scope;

/// The values that cells have shown, and their code, by the numbers in brackets beside the cells:
/// the last 50 values, or the last that fit into 64 MB. For code of a cell, any thread of it.
///
/// Cells need no import for `Out(3)` and `In(3)`; `_` is the last value and `__` the one before it.
public final class Shown {
  private Shown() {}

  /// What the kernel keeps. A service of its scopes.
  public interface Values {
    /// The value that a cell has shown.
    ///
    /// @throws NoSuchElementException if it showed none, or if it was dropped
    Object value(int cell);

    /// The code of a cell.
    ///
    /// @throws NoSuchElementException if there is no such cell, or if it was dropped
    String code(int cell);
  }

  /// The value that a cell has shown.
  ///
  /// @throws NoSuchElementException if it showed none, or if it was dropped
  public static Object Out(int cell) {
    return values().value(cell);
  }

  /// The code of a cell.
  ///
  /// @throws NoSuchElementException if there is no such cell, or if it was dropped
  public static String In(int cell) {
    return values().code(cell);
  }

  private static Values values() {
    Scope scope = Scope.current();
    return Optional.ofNullable(scope)
        .flatMap(running -> running.service(Values.class))
        .orElseThrow(() ->
            new NoSuchElementException(
                "the values of cells are known in the kernel only, not in worker processes and"
                    + " not outside of cells: give the value a name (var x = _;) and use that"));
  }
}
