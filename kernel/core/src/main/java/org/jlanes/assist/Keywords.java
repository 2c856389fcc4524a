package org.jlanes.assist;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jlanes.engine.source.JavaTokens;

/// The keywords that can stand at a cursor, by what stands before the word there. JShell completes
/// names only.
final class Keywords {
  private static final List<String> LITERALS = List.of("false", "null", "true");

  private static final List<String> PRIMITIVES =
      List.of("boolean", "byte", "char", "double", "float", "int", "long", "short");

  private static final List<String> OPERANDS = List.of("new", "super", "switch", "this");

  private static final List<String> DECLARATIONS =
      List.of(
          "abstract",
          "class",
          "enum",
          "final",
          "interface",
          "native",
          "non-sealed",
          "private",
          "protected",
          "public",
          "record",
          "sealed",
          "static",
          "strictfp",
          "synchronized",
          "transient",
          "void",
          "volatile");

  private static final List<String> STATEMENTS =
      List.of(
          "assert",
          "break",
          "case",
          "catch",
          "continue",
          "default",
          "do",
          "else",
          "finally",
          "for",
          "if",
          "import",
          "return",
          "throw",
          "try",
          "var",
          "while",
          "yield");

  /// What may follow a name, a type or a closing bracket.
  private static final List<String> BETWEEN =
      List.of("extends", "implements", "instanceof", "permits", "throws", "when");

  /// Words that an expression follows.
  private static final Set<String> BEFORE_EXPRESSIONS =
      Set.of("assert", "case", "return", "throw", "when", "yield");

  /// Words that a statement follows.
  private static final Set<String> BEFORE_STATEMENTS = Set.of("do", "else", "finally", "try");

  /// Words that a name or a type follows, and no other keyword.
  private static final Set<String> BEFORE_NAMES =
      Set.of(
          "break",
          "class",
          "continue",
          "enum",
          "extends",
          "goto",
          "implements",
          "instanceof",
          "interface",
          "package",
          "permits",
          "throws",
          "void");

  private Keywords() {}

  /// The keywords that begin with the word before the cursor; none if there is no such word.
  ///
  /// @param code Java up to the cursor
  static List<String> at(String code) {
    int start = wordStart(code);
    String typed = code.substring(start);
    if (typed.isEmpty()) {
      return List.of();
    }
    String before = beforeWord(code, start);
    return before == null
        ? List.of()
        : candidates(before).filter(word -> word.startsWith(typed)).sorted().toList();
  }

  /// Where the word begins that ends at the end of the code.
  static int wordStart(String code) {
    int start = code.length();
    while (start > 0 && Character.isJavaIdentifierPart(code.charAt(start - 1))) {
      start--;
    }
    return start;
  }

  /// The code before a word without what means nothing there, white space and comments; null if the
  /// word itself stands in a comment or literal.
  private static String beforeWord(String code, int start) {
    StringBuilder before = new StringBuilder();
    JavaTokens tokens = new JavaTokens(code);
    while (tokens.next() && tokens.start() < start) {
      boolean quoted = tokens.isQuoted();
      // An unclosed literal or comment, or one that the cursor closes, reaches to the end.
      if (quoted && tokens.end() > start) {
        return null;
      }
      String token = code.substring(tokens.start(), tokens.end());
      boolean comment = quoted && token.startsWith("/");
      before.append(comment ? " " : quoted ? "\"\"" : token);
    }
    return before.toString().stripTrailing();
  }

  private static Stream<String> candidates(String before) {
    if (before.isEmpty()) {
      return startOfStatement();
    }
    char last = before.charAt(before.length() - 1);
    if (Character.isJavaIdentifierPart(last)) {
      return afterWord(before.substring(wordStart(before)));
    }
    return switch (last) {
      case ';', '{', '}' -> startOfStatement();
      // The header of a loop, or an argument list and a cast.
      case ')' -> Stream.concat(startOfStatement(), BETWEEN.stream());
      // A label or a case, or the second half of a conditional.
      case ':' -> before.endsWith("::") ? Stream.of("new") : startOfStatement();
      case '>' ->
          before.endsWith("->")
              ? startOfStatement()
              : Stream.concat(startOfExpression(), BETWEEN.stream());
      case ']', '"' -> BETWEEN.stream();
      case '.' -> Stream.empty();
      case '(' -> Stream.of(startOfExpression(), Stream.of("final", "var")).flatMap(words -> words);
      case '@' -> Stream.of("interface");
      default -> startOfExpression();
    };
  }

  private static Stream<String> afterWord(String word) {
    if (BEFORE_STATEMENTS.contains(word)) {
      return startOfStatement();
    }
    if (BEFORE_EXPRESSIONS.contains(word)) {
      return startOfExpression();
    }
    if (word.equals("new")) {
      return PRIMITIVES.stream();
    }
    if (word.equals("import")) {
      return Stream.of("module", "static");
    }
    if (BEFORE_NAMES.contains(word) || PRIMITIVES.contains(word) || word.equals("var")) {
      return Stream.empty();
    }
    if (DECLARATIONS.contains(word) || word.equals("default")) {
      return Stream.of(DECLARATIONS, PRIMITIVES).flatMap(List::stream);
    }
    return BETWEEN.stream();
  }

  private static Stream<String> startOfStatement() {
    return Stream.of(STATEMENTS, DECLARATIONS, PRIMITIVES, OPERANDS, LITERALS)
        .flatMap(List::stream)
        .distinct();
  }

  private static Stream<String> startOfExpression() {
    return Stream.of(OPERANDS, LITERALS, PRIMITIVES).flatMap(List::stream);
  }
}
