package org.jlanes.session.history;

/// A pattern with `*` for any text and `?` for one character; all others stand for themselves, also
/// `[`, which is common in Java. Takes time in proportion to pattern and text at worst, where a
/// regular expression could be made to run for ever.
///
/// @param pattern the characters as code points
record Glob(int[] pattern) {
  static Glob of(String pattern) {
    return new Glob(pattern.codePoints().toArray());
  }

  /// Whether the whole text matches.
  boolean matches(String text) {
    int[] all = text.codePoints().toArray();
    int at = 0;
    int in = 0;
    int star = -1;
    int resume = 0;
    while (in < all.length) {
      if (at < pattern.length && pattern[at] == '*') {
        star = at++;
        resume = in;
      } else if (at < pattern.length && (pattern[at] == '?' || pattern[at] == all[in])) {
        at++;
        in++;
      } else if (star >= 0) {
        // The last star takes one character more; earlier ones need not be tried again.
        at = star + 1;
        in = ++resume;
      } else {
        return false;
      }
    }
    while (at < pattern.length && pattern[at] == '*') {
      at++;
    }
    return at == pattern.length;
  }
}
