package org.jlanes.assist;

import java.util.OptionalInt;

/// The name at a cursor.
///
/// @param text the name itself
/// @param nameEnd where it ends
/// @param call where the argument list begins that the cursor stands in, if there is one
record Word(String text, int nameEnd, OptionalInt call) {
  static Word at(String code, int cursor) {
    int start = cursor;
    while (start > 0 && Character.isJavaIdentifierPart(code.charAt(start - 1))) {
      start--;
    }
    int end = cursor;
    while (end < code.length() && Character.isJavaIdentifierPart(code.charAt(end))) {
      end++;
    }
    String text = code.substring(start, end);
    return new Word(text, end, enclosingCall(code, start));
  }

  private static OptionalInt enclosingCall(String code, int from) {
    int depth = 0;
    for (int i = from - 1; i >= 0; i--) {
      switch (code.charAt(i)) {
        case ')' -> depth++;
        case '(' -> {
          if (depth == 0) {
            return OptionalInt.of(i + 1);
          }
          depth--;
        }
        case ';', '{', '}' -> {
          return OptionalInt.empty();
        }
        default -> {
          // Part of an argument.
        }
      }
    }
    return OptionalInt.empty();
  }

  /// Code up to the name of a class that is made, without the `<…>` behind it.
  static String withoutTypeArguments(String code) {
    int depth = 0;
    for (int i = code.length() - 1; i >= 0; i--) {
      switch (code.charAt(i)) {
        case '>' -> depth++;
        case '<' -> depth--;
        case ';', '{', '}' -> {
          return code;
        }
        default -> {
          // Part of a type argument, or no `>` at all.
        }
      }
      if (depth == 0) {
        return code.charAt(i) == '<' ? code.substring(0, i).stripTrailing() : code;
      }
    }
    return code;
  }
}
