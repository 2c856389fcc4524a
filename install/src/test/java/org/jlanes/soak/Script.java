package org.jlanes.soak;

import java.util.Map;
import java.util.Random;

/// A cell and what is expected of it.
///
/// @param lines how many lines each source prints
/// @param value the cell's value as text; null if it does not matter
/// @param outlives whether it prints after its end
record Script(String code, Map<String, Integer> lines, String value, boolean outlives) {
  /// Makes a cell.
  @FunctionalInterface
  interface Maker {
    /// @param token begins the cell's lines
    Script make(String token, Random random);
  }
}
