package org.jlanes.magics.header;

/// A token of Java source.
///
/// @param kind what it is
/// @param start offset of its first character
/// @param end offset behind its last character
/// @param text its text
/// @param depth how many of `( [ {` are open around it; an opening or closing bracket counts as
///   outside
record Token(Kind kind, int start, int end, String text, int depth) {
  enum Kind {
    /// An identifier or keyword.
    WORD,
    /// A number, character, string or text block.
    LITERAL,
    /// An operator or separator.
    SIGN
  }

  boolean is(String sign) {
    return kind == Kind.SIGN && text.equals(sign);
  }

  boolean isWord() {
    return kind == Kind.WORD;
  }
}
