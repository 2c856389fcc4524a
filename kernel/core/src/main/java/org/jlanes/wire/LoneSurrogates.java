package org.jlanes.wire;

/// Makes JSON readable that escapes half a character, as browsers do for text that was cut inside
/// an emoji. Such a request must not be dropped as malformed: the front end would wait for its
/// reply for ever.
///
/// @see <a href="https://www.rfc-editor.org/rfc/rfc8259#section-8.2">RFC 8259, unpaired
///   surrogates</a>
final class LoneSurrogates {
  private static final int ESCAPE = 6;
  private static final String REPLACEMENT = "\\ufffd";

  private LoneSurrogates() {}

  /// The JSON text with an escaped U+FFFD in place of each escaped surrogate that has no partner.
  static String replaced(String json) {
    int at = json.indexOf('\\');
    if (at < 0) {
      return json;
    }
    StringBuilder result = new StringBuilder(json.length()).append(json, 0, at);
    while (at < json.length()) {
      if (json.charAt(at) != '\\') {
        result.append(json.charAt(at++));
        continue;
      }
      int unit = escaped(json, at);
      boolean pair =
          unit >= 0
              && Character.isHighSurrogate((char) unit)
              && Character.isLowSurrogate((char) Math.max(0, escaped(json, at + ESCAPE)));
      int length = pair ? 2 * ESCAPE : unit >= 0 ? ESCAPE : 2;
      int end = Math.min(json.length(), at + length);
      if (!pair && unit >= 0 && Character.isSurrogate((char) unit)) {
        result.append(REPLACEMENT);
      } else {
        result.append(json, at, end);
      }
      at = end;
    }
    return result.toString();
  }

  /// The UTF-16 unit of a Unicode escape, or -1 if none stands there.
  private static int escaped(String json, int at) {
    if (at + ESCAPE > json.length() || json.charAt(at) != '\\' || json.charAt(at + 1) != 'u') {
      return -1;
    }
    int unit = 0;
    for (int i = at + 2; i < at + ESCAPE; i++) {
      int digit = Character.digit(json.charAt(i), 16);
      if (digit < 0) {
        return -1;
      }
      unit = unit * 16 + digit;
    }
    return unit;
  }
}
