package org.jlanes.magics.lane;

import org.jlanes.lanes.LaneBody;

/// A body that was compiled.
///
/// @param body the body
/// @param resultType the type of its results as Java source
record CompiledBody(LaneBody<?, ?> body, String resultType) {
  /// Whether it has a value.
  boolean hasValue() {
    return !resultType.equals("Void") && !resultType.equals("java.lang.Void");
  }
}
