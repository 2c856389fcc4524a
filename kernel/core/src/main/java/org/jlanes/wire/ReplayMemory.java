package org.jlanes.wire;

import java.util.LinkedHashSet;

/// Remembers the last signatures seen, so that a recorded message cannot be sent again. Safe for
/// any thread.
///
/// One that was recorded more than [#CAPACITY] messages ago is taken again. The date in its header
/// cannot tell it from a new one: it is the client's, clocks are set back, some clients send one
/// date for ever or none, and whoever is refused by mistake has lost the kernel. Who can record
/// messages reads them, too; against that there is encryption, with which no recorded byte is of
/// any use.
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
