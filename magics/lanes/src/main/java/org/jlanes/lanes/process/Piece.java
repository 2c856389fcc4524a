package org.jlanes.lanes.process;

/// The part of a written closure that is one variable's.
///
/// @param variable null for what the body itself captures
/// @param value its value
/// @param from where it begins in the stream
/// @param to where it ends
/// @param blocksFrom the first of its large arrays
/// @param blocksTo after the last of its large arrays
record Piece(Variable variable, Object value, int from, int to, int blocksFrom, int blocksTo) {
  /// How the user knows it.
  String label() {
    return variable == null ? "what the body captures" : "`" + variable.label() + "`";
  }

  /// Whether its bytes in the stream are worth being kept by workers.
  boolean isLarge() {
    return variable != null && to - from >= Broadcasts.SMALLEST;
  }
}
