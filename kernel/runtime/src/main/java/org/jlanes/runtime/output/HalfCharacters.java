package org.jlanes.runtime.output;

import java.util.Map;
import java.util.WeakHashMap;
import org.jlanes.runtime.scope.CellOutput;

/// Keeps the first half of a character beyond the 16-bit ones until the same output is given the
/// other one. Any thread.
final class HalfCharacters {
  private final Map<CellOutput, Character> halves = new WeakHashMap<>();

  /// Whether there are any, so that whole text passes without the lock.
  private volatile boolean any;

  /// What can be written of a text: with the half that was kept before it, without one at its end.
  String complete(CellOutput output, String text) {
    return any || endsInHalf(text) ? joined(output, text) : text;
  }

  private synchronized String joined(CellOutput output, String text) {
    if (text.isEmpty()) {
      return text;
    }
    Character half = halves.remove(output);
    String whole = half == null ? text : half + text;
    if (endsInHalf(whole)) {
      halves.put(output, whole.charAt(whole.length() - 1));
      whole = whole.substring(0, whole.length() - 1);
    }
    any = !halves.isEmpty();
    return whole;
  }

  private static boolean endsInHalf(String text) {
    return !text.isEmpty() && Character.isHighSurrogate(text.charAt(text.length() - 1));
  }
}
