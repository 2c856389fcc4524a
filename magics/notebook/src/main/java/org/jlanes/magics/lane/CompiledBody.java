package org.jlanes.magics.lane;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jlanes.lanes.LaneBody;
import org.jlanes.runtime.engine.MappedSource;

/// A body that was compiled.
///
/// @param body the body
/// @param resultType the type of its results as Java source
/// @param promotion how its results become of that type; empty if they are of it
/// @param names writes out what the body's imports bring in
record CompiledBody(
    LaneBody<?, ?> body,
    String resultType,
    Optional<NumericPromotion> promotion,
    UnaryOperator<MappedSource> names) {
  /// Whether it has a value.
  boolean hasValue() {
    return !resultType.equals("Void") && !resultType.equals("java.lang.Void");
  }
}
