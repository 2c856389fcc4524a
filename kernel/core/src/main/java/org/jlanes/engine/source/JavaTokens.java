package org.jlanes.engine.source;

/// Walks over Java text character by character, but over a literal or comment at once. Never fails:
/// what is unclosed reaches to the end of its line or of the text. Not thread-safe.
public final class JavaTokens {
  private final String text;
  private int start;
  private int end;

  /// A walk from the start of a text.
  public JavaTokens(String text) {
    this.text = text;
  }

  /// Moves to the next token.
  ///
  /// @return whether there is one
  public boolean next() {
    start = end;
    if (start >= text.length()) {
      return false;
    }
    end = endOfToken();
    return true;
  }

  /// Goes on from another offset.
  public void moveTo(int offset) {
    end = offset;
  }

  /// Offset of the token's first character.
  public int start() {
    return start;
  }

  /// Offset behind the token.
  public int end() {
    return end;
  }

  /// Whether the token is a literal or a comment of more than one character.
  public boolean isQuoted() {
    return end - start > 1;
  }

  /// Whether the token is an opening bracket.
  public boolean opens() {
    return "([{".indexOf(text.charAt(start)) >= 0;
  }

  /// Whether the token is a closing bracket.
  public boolean closes() {
    return ")]}".indexOf(text.charAt(start)) >= 0;
  }

  private int endOfToken() {
    return switch (text.charAt(start)) {
      case '"' ->
          text.startsWith("\"\"\"", start)
              ? endOfQuoted(start + 3, "\"\"\"", true)
              : endOfQuoted(start + 1, "\"", false);
      case '\'' -> endOfQuoted(start + 1, "'", false);
      case '/' -> endOfComment();
      default -> start + 1;
    };
  }

  private int endOfQuoted(int from, String quote, boolean severalLines) {
    int i = from;
    while (i < text.length() && !text.startsWith(quote, i)) {
      if (text.charAt(i) == '\n' && !severalLines) {
        return i;
      }
      i += text.charAt(i) == '\\' ? 2 : 1;
    }
    return Math.min(i + quote.length(), text.length());
  }

  private int endOfComment() {
    if (text.startsWith("//", start)) {
      int lineEnd = text.indexOf('\n', start);
      return lineEnd < 0 ? text.length() : lineEnd;
    }
    if (text.startsWith("/*", start)) {
      int close = text.indexOf("*/", start + 2);
      return close < 0 ? text.length() : close + 2;
    }
    return start + 1;
  }
}
