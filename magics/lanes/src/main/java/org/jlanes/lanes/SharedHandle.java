package org.jlanes.lanes;

import java.io.InvalidObjectException;
import java.io.Serializable;
import org.jlanes.runtime.envelope.SharedRegion;

/// Stands in an object stream for a [SharedArray]. The region is replaced by the stream, which is
/// why it can be sent to workers and written nowhere else.
record SharedHandle(SharedRegion region, String type) implements Serializable {
  private Object readResolve() throws InvalidObjectException {
    return switch (type) {
      case "SharedBytes" -> new SharedBytes(region);
      case "SharedInts" -> new SharedInts(region);
      case "SharedLongs" -> new SharedLongs(region);
      case "SharedFloats" -> new SharedFloats(region);
      case "SharedDoubles" -> new SharedDoubles(region);
      default -> throw new InvalidObjectException("no shared array: " + type);
    };
  }
}
