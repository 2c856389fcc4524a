package org.jlanes.lanes.nativecode;

/// A token of C source with its place.
///
/// @param kind what it is
/// @param text as written
/// @param start offset of its first character in the source, UTF-16 units
public record CToken(Kind kind, String text, int start) {
  /// The kinds that matter for reading signatures.
  public enum Kind {
    /// An identifier or keyword.
    WORD,
    /// A number.
    NUMBER,
    /// A string or character literal.
    LITERAL,
    /// A single character of punctuation.
    PUNCTUATION
  }

  boolean is(String other) {
    return text.equals(other) && kind != Kind.LITERAL;
  }

  boolean isWord() {
    return kind == Kind.WORD;
  }

  int end() {
    return start + text.length();
  }
}
