package org.jlanes.wire;

import java.util.LinkedHashSet;

/// Remembers the last signatures seen, so that a recorded message cannot be sent again. Safe for
/// any thread.
final class ReplayMemory {
  static final int CAPACITY = 65_536;

  private final LinkedHashSet<String> seen = new LinkedHashSet<>();

  /// Whether the signature is new; from now on it is not.
  synchronized boolean firstTime(String signature) {
    if (!seen.add(signature)) {
      return false;
    }
    if (seen.size() > CAPACITY) {
      seen.removeFirst();
    }
    return true;
  }
}
