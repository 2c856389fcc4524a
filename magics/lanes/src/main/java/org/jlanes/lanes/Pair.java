package org.jlanes.lanes;

import java.io.Serializable;

/// Two values that are one item, from [Lanes#zip] or [Lanes#grid].
///
/// @param first the value from the first source
/// @param second the value from the second source
public record Pair<A, B>(A first, B second) implements Serializable {
  @Override
  public String toString() {
    return "(" + first + ", " + second + ")";
  }
}
