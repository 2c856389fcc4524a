package org.jlanes.magics.lane;

import java.util.Optional;
import org.jlanes.lanes.LaneBody;

/// A body that was compiled.
///
/// @param body the body
/// @param resultType the type of its results as Java source
/// @param promotion how its results become of that type; empty if they are of it
record CompiledBody(LaneBody<?, ?> body, String resultType, Optional<NumericPromotion> promotion) {
  /// Whether it has a value.
  boolean hasValue() {
    return !resultType.equals("Void") && !resultType.equals("java.lang.Void");
  }
}
