package org.jlanes.session;

/// Positions in a text: Jupyter counts code points, Java counts UTF-16 units. Positions outside of
/// the text are moved to its nearest end.
final class Offsets {
  private Offsets() {}

  /// The UTF-16 offset of a position in code points.
  static int toUtf16(String text, int codePoints) {
    int all = text.codePointCount(0, text.length());
    return text.offsetByCodePoints(0, Math.clamp(codePoints, 0, all));
  }

  /// The position in code points of a UTF-16 offset.
  static int toCodePoints(String text, int utf16) {
    return text.codePointCount(0, Math.clamp(utf16, 0, text.length()));
  }
}
