package org.jlanes.magics.header;

import java.util.List;
import java.util.Set;

/// Recognises types among tokens: `double[]`, `Map.Entry<String, List<? extends Number>>`.
final class TypeShape {
  static final Set<String> PRIMITIVES =
      Set.of("boolean", "byte", "short", "char", "int", "long", "float", "double");

  private final List<Token> tokens;
  private int at;

  private TypeShape(List<Token> tokens, int at) {
    this.tokens = tokens;
    this.at = at;
  }

  /// The index behind the type that begins at token `from`, or -1 if none does.
  static int end(List<Token> tokens, int from) {
    TypeShape shape = new TypeShape(tokens, from);
    return shape.type() ? shape.at : -1;
  }

  private boolean type() {
    if (!name()) {
      return false;
    }
    while (sign("[")) {
      if (!sign("]")) {
        return false;
      }
    }
    return true;
  }

  private boolean name() {
    if (at < tokens.size()
        && tokens.get(at).isWord()
        && PRIMITIVES.contains(tokens.get(at).text())) {
      at++;
      return true;
    }
    do {
      if (!identifier() || !arguments()) {
        return false;
      }
    } while (sign("."));
    return true;
  }

  private boolean arguments() {
    if (!sign("<")) {
      return true;
    }
    do {
      if (!argument()) {
        return false;
      }
    } while (sign(","));
    return sign(">");
  }

  private boolean argument() {
    if (!sign("?")) {
      return type();
    }
    return (word("extends") || word("super")) ? type() : true;
  }

  private boolean identifier() {
    if (at < tokens.size() && tokens.get(at).isWord() && !Words.isKeyword(tokens.get(at).text())) {
      at++;
      return true;
    }
    return false;
  }

  private boolean sign(String sign) {
    if (at < tokens.size() && tokens.get(at).is(sign)) {
      at++;
      return true;
    }
    return false;
  }

  private boolean word(String word) {
    if (at < tokens.size() && tokens.get(at).isWord() && tokens.get(at).text().equals(word)) {
      at++;
      return true;
    }
    return false;
  }
}
