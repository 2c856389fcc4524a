package org.jlanes.lanes;

import java.io.Serializable;

/// Three values that are one item, from [Lanes#zip] or [Lanes#grid].
///
/// @param first the value from the first source
/// @param second the value from the second source
/// @param third the value from the third source
public record Triple<A, B, C>(A first, B second, C third) implements Serializable {
  @Override
  public String toString() {
    return "(" + first + ", " + second + ", " + third + ")";
  }
}
