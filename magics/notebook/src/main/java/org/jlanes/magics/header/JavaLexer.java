package org.jlanes.magics.header;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jlanes.runtime.magic.MagicError;

/// Splits the Java part of a header into tokens, with strings, characters, text blocks and comments
/// respected, and checks that brackets are closed. Used once, by one thread.
final class JavaLexer {
  private static final List<String> LONG_SIGNS = List.of("->", "::", "++", "--", "...");
  private static final String ADVICE =
      "close it on this line, or end the line with \\ to continue the header on the next one";

  private final String text;
  private final int end;
  private final List<Token> tokens = new ArrayList<>();
  private final Deque<Token> open = new ArrayDeque<>();
  private int at;

  private JavaLexer(String text, int start, int end) {
    this.text = text;
    this.at = start;
    this.end = end;
  }

  /// The tokens between two offsets.
  static List<Token> tokens(String text, int start, int end) throws MagicError {
    JavaLexer lexer = new JavaLexer(text, start, end);
    while (lexer.next()) {
      // the tokens are collected
    }
    if (!lexer.open.isEmpty()) {
      Token bracket = lexer.open.peek();
      throw error("`" + bracket.text() + "` is not closed", bracket.start(), bracket.end(), ADVICE);
    }
    return lexer.tokens;
  }

  /// The offset behind the `}` that closes the `{` at `start`.
  static int closing(String text, int start, int end) throws MagicError {
    JavaLexer lexer = new JavaLexer(text, start, end);
    while (lexer.next()) {
      if (lexer.open.isEmpty()) {
        return lexer.at;
      }
    }
    throw error("`{` is not closed", start, start + 1, ADVICE);
  }

  /// Reads a token; false at the end.
  private boolean next() throws MagicError {
    skipBlanksAndComments();
    if (at >= end) {
      return false;
    }
    int start = at;
    char c = text.charAt(at);
    if (Character.isJavaIdentifierStart(text.codePointAt(at))) {
      skipIdentifier();
      add(Token.Kind.WORD, start);
    } else if (c == '"') {
      string();
      add(Token.Kind.LITERAL, start);
    } else if (c == '\'') {
      quoted('\'', "character");
      add(Token.Kind.LITERAL, start);
    } else if (isDigit(at) || (c == '.' && isDigit(at + 1))) {
      number();
      add(Token.Kind.LITERAL, start);
    } else {
      sign(c);
    }
    return true;
  }

  private void skipBlanksAndComments() throws MagicError {
    while (at < end) {
      if (Character.isWhitespace(text.charAt(at))) {
        at++;
      } else if (text.startsWith("//", at)) {
        int line = text.indexOf('\n', at);
        at = line < 0 || line > end ? end : line;
      } else if (text.startsWith("/*", at)) {
        int close = text.indexOf("*/", at + 2);
        if (close < 0 || close + 2 > end) {
          throw error("the comment is not closed", at, at + 2, ADVICE);
        }
        at = close + 2;
      } else {
        return;
      }
    }
  }

  private void skipIdentifier() {
    while (at < end && Character.isJavaIdentifierPart(text.codePointAt(at))) {
      at += Character.charCount(text.codePointAt(at));
    }
  }

  private boolean isDigit(int offset) {
    return offset < end && text.charAt(offset) >= '0' && text.charAt(offset) <= '9';
  }

  /// A number; an exponent's sign belongs to it, the dots of a method call or a range do not.
  private void number() {
    while (at < end) {
      char c = text.charAt(at);
      boolean exponentSign =
          (c == '+' || c == '-') && "eEpP".indexOf(text.charAt(at - 1)) >= 0 && isDigit(at + 1);
      if (!(Character.isJavaIdentifierPart(c) || exponentSign || (c == '.' && isDigit(at + 1)))) {
        break;
      }
      at++;
    }
  }

  private void string() throws MagicError {
    if (!text.startsWith("\"\"\"", at)) {
      quoted('"', "string");
      return;
    }
    int start = at;
    at += 3;
    while (at < end && !text.startsWith("\"\"\"", at)) {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    if (at + 3 > end) {
      throw error("the text block is not closed", start, start + 3, ADVICE);
    }
    at += 3;
  }

  private void quoted(char quote, String what) throws MagicError {
    int start = at++;
    while (at < end && text.charAt(at) != quote && text.charAt(at) != '\n') {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    if (at >= end || text.charAt(at) != quote) {
      throw error("the " + what + " is not closed", start, Math.min(at, end), ADVICE);
    }
    at++;
  }

  private void sign(char c) throws MagicError {
    int start = at;
    for (String sign : LONG_SIGNS) {
      if (text.startsWith(sign, at) && at + sign.length() <= end) {
        at += sign.length();
        add(Token.Kind.SIGN, start);
        return;
      }
    }
    at++;
    switch (c) {
      case '(', '[', '{' -> {
        add(Token.Kind.SIGN, start);
        open.push(tokens.getLast());
      }
      case ')', ']', '}' -> close(start);
      default -> add(Token.Kind.SIGN, start);
    }
  }

  private void close(int start) throws MagicError {
    String bracket = text.substring(start, at);
    Token opening = open.peek();
    if (opening == null) {
      throw error(
          "`" + bracket + "` closes nothing",
          start,
          at,
          "remove it, or open the bracket before it");
    }
    String wanted = String.valueOf(")]}".charAt("([{".indexOf(opening.text())));
    if (!bracket.equals(wanted)) {
      throw error(
          "`" + bracket + "` where `" + wanted + "` must close the `" + opening.text() + "`",
          start,
          at,
          "write `" + wanted + "` here");
    }
    open.pop();
    add(Token.Kind.SIGN, start);
  }

  private void add(Token.Kind kind, int start) {
    tokens.add(new Token(kind, start, at, text.substring(start, at), open.size()));
  }

  private static MagicError error(String message, int start, int end, String advice) {
    return new MagicError(message, start, end, advice);
  }
}
