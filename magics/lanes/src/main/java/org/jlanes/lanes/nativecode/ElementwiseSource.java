package org.jlanes.lanes.nativecode;

import java.util.List;

/// Makes a translation unit of a C body that computes one element from another: the body becomes a
/// function, and a loop over it is what the library exports.
public final class ElementwiseSource {
  /// The name of the exported function: `void (int64_t n, const T in[n], R out[n])`.
  public static final String FUNCTION = "jlanes_map";

  private ElementwiseSource() {}

  /// The source for a body.
  ///
  /// @param body C statements that return the result, or end in an expression without `;`
  /// @param firstLine the cell's line of the body's first line
  /// @param name the item's name
  /// @param openmp whether OpenMP shares the loop out
  /// @throws SignatureException if the body gives no value
  public static NativeSource of(
      String body, int firstLine, String name, ElementType item, ElementType result, boolean openmp)
      throws SignatureException {
    int code = behindDirectives(body);
    List<CToken> tokens = CLexer.lex(body).tokens();
    int tail = tail(tokens);
    boolean returns = tokens.stream().anyMatch(t -> t.is("return"));
    if (tail < 0 && !returns) {
      throw new SignatureException(
          "the body gives no value",
          Math.min(code, body.length()),
          body.stripTrailing().length(),
          "end it with an expression without `;`, such as `x * x`, or with `return …;`");
    }
    int split = tail < 0 ? body.length() : tail;
    StringBuilder unit = new StringBuilder(NativeSource.includes());
    at(unit, body, firstLine, 0, code);
    unit.append("static inline ").append(result.c()).append(" jlanes_item(");
    unit.append(item.c()).append(' ').append(name).append(") {\n");
    at(unit, body, firstLine, code, split);
    if (tail >= 0) {
      unit.append("return\n");
      at(unit, body, firstLine, split, body.length());
      unit.append(";\n");
    }
    String prototype =
        "void %s(int64_t n, const %s in[n], %s out[n])".formatted(FUNCTION, item.c(), result.c());
    unit.append("}\n#line 1 \"generated\"\n").append(prototype).append(" {\n");
    unit.append(openmp ? "#pragma omp parallel for\n" : "");
    unit.append("  for (int64_t i = 0; i < n; i++) out[i] = jlanes_item(in[i]);\n}\n");
    return new NativeSource(
        body, firstLine, unit.toString(), SignatureParser.parse(prototype + "{}"));
  }

  /// Appends a part of the body such that messages about it have the cell's line and column.
  private static void at(StringBuilder unit, String body, int firstLine, int start, int end) {
    int lineStart = body.lastIndexOf('\n', start - 1) + 1;
    int line = firstLine + (int) body.substring(0, start).chars().filter(c -> c == '\n').count();
    unit.append(NativeSource.line(line));
    // Blanks of the same number of bytes, since compilers count those.
    int bytes =
        body.substring(lineStart, start).getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
    unit.append(" ".repeat(bytes)).append(body, start, end);
    unit.append(end > start && body.charAt(end - 1) == '\n' ? "" : "\n");
  }

  /// Where the lines with `#include` and the like at the beginning end: they stay outside the
  /// function.
  private static int behindDirectives(String body) {
    int end = 0;
    int at = 0;
    boolean continued = false;
    for (String line : body.split("(?<=\n)")) {
      at += line.length();
      boolean directive = continued || line.stripLeading().startsWith("#");
      if (!directive && !line.isBlank() && !line.stripLeading().startsWith("//")) {
        break;
      }
      continued = directive && line.stripTrailing().endsWith("\\");
      end = directive ? at : end;
    }
    return end;
  }

  /// Where the last expression begins if the body ends in one; -1 if it ends in a statement.
  private static int tail(List<CToken> tokens) {
    int depth = 0;
    int tail = -1;
    for (CToken token : tokens) {
      boolean sign = token.kind() == CToken.Kind.PUNCTUATION;
      if (tail < 0) {
        tail = token.start();
      }
      if (sign && "([{".contains(token.text())) {
        depth++;
      } else if (sign && ")]}".contains(token.text())) {
        depth--;
      }
      if (sign && depth == 0 && (token.is(";") || token.is("}"))) {
        tail = -1;
      }
    }
    return tail;
  }
}
