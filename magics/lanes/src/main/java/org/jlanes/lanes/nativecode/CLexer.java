package org.jlanes.lanes.nativecode;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Splits C source into tokens; comments and preprocessor lines are left out, except that `#define
/// NAME number` is remembered, because such names stand in array shapes.
///
/// @see <a href="https://www.open-std.org/jtc1/sc22/wg14/www/docs/n1256.pdf">C99, 6.4 and 6.10</a>
final class CLexer {
  private static final Pattern DEFINE =
      Pattern.compile(
          "#\\s*define\\s+(\\w+)\\s+\\(?\\s*(\\d+|0[xX][0-9a-fA-F]+)[uUlL]*\\s*\\)?\\s*");

  private static final Pattern CONDITIONAL =
      Pattern.compile("#\\s*(?:if|ifdef|ifndef|elif|elifdef|elifndef|else|endif)\\b");

  private final String source;
  private final List<CToken> tokens = new ArrayList<>();
  private final Map<String, Long> constants = new LinkedHashMap<>();
  private final List<Integer> branches = new ArrayList<>();
  private int at;
  private boolean lineStart = true;

  private CLexer(String source) {
    this.source = source;
  }

  /// What the source consists of.
  ///
  /// @param tokens in order
  /// @param constants the integer constants that it defines
  /// @param branches the ends of the lines with `#if`, `#else` and the like, in order
  record Lexed(List<CToken> tokens, Map<String, Long> constants, List<Integer> branches) {}

  static Lexed lex(String source) {
    CLexer lexer = new CLexer(source);
    lexer.run();
    return new Lexed(
        List.copyOf(lexer.tokens), Map.copyOf(lexer.constants), List.copyOf(lexer.branches));
  }

  private void run() {
    while (at < source.length()) {
      char c = source.charAt(at);
      if (c == '\n') {
        lineStart = true;
        at++;
      } else if (Character.isWhitespace(c)) {
        at++;
      } else if (source.startsWith("//", at)) {
        at = endOfLine(at);
      } else if (source.startsWith("/*", at)) {
        int close = source.indexOf("*/", at + 2);
        at = close < 0 ? source.length() : close + 2;
      } else if (c == '#' && lineStart) {
        directive();
      } else {
        lineStart = false;
        token(c);
      }
    }
  }

  private void directive() {
    int end = endOfLine(at);
    if (CONDITIONAL.matcher(source.substring(at, end)).lookingAt()) {
      end = behindComments(end);
      branches.add(end);
    }
    Matcher define = DEFINE.matcher(source.substring(at, end).replaceAll("//.*|/\\*.*?\\*/", ""));
    if (define.matches()) {
      length(define.group(2)).ifPresent(value -> constants.put(define.group(1), value));
    }
    at = end;
  }

  /// The end of the line in which the comments of the directive end.
  private int behindComments(int endOfDirective) {
    int end = endOfDirective;
    int comment = source.indexOf("/*", at);
    while (comment >= 0 && comment < end && !source.substring(at, comment).contains("//")) {
      int close = source.indexOf("*/", comment + 2);
      if (close < 0) {
        return source.length();
      }
      end = Math.max(end, endOfLine(close + 2));
      comment = source.indexOf("/*", close + 2);
    }
    return end;
  }

  /// A number as C reads it, unless it is larger than anything that can be a length.
  private static OptionalLong length(String digits) {
    boolean hex = digits.startsWith("0x") || digits.startsWith("0X");
    boolean octal = !hex && digits.length() > 1 && digits.startsWith("0");
    try {
      return OptionalLong.of(
          Long.parseLong(hex ? digits.substring(2) : digits, hex ? 16 : octal ? 8 : 10));
    } catch (NumberFormatException e) {
      // Also `08`, about which the compiler has a better message.
      return OptionalLong.empty();
    }
  }

  /// The end of the logical line: a backslash before the line end joins the next one.
  private int endOfLine(int from) {
    int i = from;
    while (i < source.length() && source.charAt(i) != '\n') {
      if (source.startsWith("\\\r\n", i)) {
        i += 3;
      } else {
        i += source.charAt(i) == '\\' ? 2 : 1;
      }
    }
    return Math.min(i, source.length());
  }

  private void token(char c) {
    int start = at;
    CToken.Kind kind;
    if (Character.isLetter(c) || c == '_' || c == '$') {
      at = endOfRun(at, "_$");
      kind = CToken.Kind.WORD;
    } else if (Character.isDigit(c)) {
      at = endOfRun(at, "_.");
      kind = CToken.Kind.NUMBER;
    } else if (c == '"' || c == '\'') {
      at = endOfLiteral(c);
      kind = CToken.Kind.LITERAL;
    } else {
      at += source.startsWith("...", at) ? 3 : 1;
      kind = CToken.Kind.PUNCTUATION;
    }
    tokens.add(new CToken(kind, source.substring(start, at), start));
  }

  private int endOfRun(int from, String more) {
    int i = from;
    while (i < source.length()
        && (Character.isLetterOrDigit(source.charAt(i)) || more.indexOf(source.charAt(i)) >= 0)) {
      i++;
    }
    return i;
  }

  /// Behind the closing quote, or the end of the line if there is none.
  private int endOfLiteral(char quote) {
    int i = at + 1;
    while (i < source.length() && source.charAt(i) != '\n') {
      if (source.charAt(i) == '\\') {
        i++;
      } else if (source.charAt(i) == quote) {
        return i + 1;
      }
      i++;
    }
    return Math.min(i, source.length());
  }
}
