package org.jlanes.lanes.cache;

import java.io.IOException;
import java.io.Serial;

/// A stored result is not what was written: it was cut off, or changed.
public final class DamagedResultException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  DamagedResultException(String message) {
    super(message);
  }
}
