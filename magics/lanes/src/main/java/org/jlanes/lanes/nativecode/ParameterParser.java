package org.jlanes.lanes.nativecode;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jlanes.lanes.nativecode.CParameter.Form;

/// Reads the parameters of one C function.
final class ParameterParser {
  private static final Set<String> QUALIFIERS =
      Set.of("const", "volatile", "restrict", "__restrict", "__restrict__", "register", "static");
  private static final String TYPES =
      "Java can pass the integer types, float, double, bool, arrays and pointers of them, and"
          + " const char *; make the function `static` to keep it inside C";

  private final Map<String, Long> constants;
  private final String function;
  private final Map<String, CParameter> parameters = new LinkedHashMap<>();

  ParameterParser(Map<String, Long> constants, String function) {
    this.constants = constants;
    this.function = function;
  }

  /// @param tokens what stands between the function's parentheses
  List<CParameter> parse(List<CToken> tokens) throws SignatureException {
    if (tokens.isEmpty() || (tokens.size() == 1 && tokens.getFirst().is("void"))) {
      return List.of();
    }
    int start = 0;
    int depth = 0;
    for (int i = 0; i <= tokens.size(); i++) {
      boolean end = i == tokens.size();
      if (end || (depth == 0 && tokens.get(i).is(","))) {
        add(tokens.subList(start, i));
        start = i + 1;
      } else if (tokens.get(i).is("(") || tokens.get(i).is("[")) {
        depth++;
      } else if (tokens.get(i).is(")") || tokens.get(i).is("]")) {
        depth--;
      }
    }
    checkDimensions(tokens);
    return List.copyOf(parameters.values());
  }

  private void add(List<CToken> tokens) throws SignatureException {
    if (tokens.isEmpty()) {
      return;
    }
    if (tokens.getFirst().is("...")) {
      throw fault("variadic function " + function + " cannot be called from Java", tokens, TYPES);
    }
    List<String> type = new ArrayList<>();
    String name = "";
    boolean constant = false;
    int stars = 0;
    int i = 0;
    for (; i < tokens.size() && !tokens.get(i).is("["); i++) {
      CToken token = tokens.get(i);
      if (token.is("*")) {
        stars++;
      } else if (token.is("const")) {
        // Behind the star it is the pointer that is constant, which is nobody's business here.
        constant |= stars == 0;
      } else if (token.is("(")) {
        throw fault(
            "parameter `" + text(tokens) + "` of " + function + " cannot be passed from Java",
            tokens,
            "write an array parameter with its shape, as in `const double a[rows][cols]`; function"
                + " pointers cannot be passed");
      } else if (!QUALIFIERS.contains(token.text())) {
        if (!type.isEmpty() && !CType.isTypeWord(token.text()) && isName(type, token)) {
          name = token.text();
        } else {
          type.add(token.text());
        }
      }
    }
    if (name.isEmpty()) {
      name = "arg" + parameters.size();
    }
    List<Dimension> dimensions = dimensions(tokens.subList(i, tokens.size()));
    String spelling = String.join(" ", type);
    CType mapped = CType.of(type).orElse(null);
    int levels = stars + (dimensions.isEmpty() ? 0 : 1);
    if (mapped == null || levels > 1 || (mapped == CType.VOID && (stars == 0))) {
      throw fault(
          "parameter `" + text(tokens) + "` of " + function + " has no counterpart in Java",
          tokens,
          levels > 1 && mapped != null
              ? "write an array of arrays with its shape, as in `"
                  + spelling
                  + " "
                  + name
                  + "[rows][cols]`"
              : TYPES);
    }
    Form form = form(mapped, spelling, constant, stars, dimensions);
    CParameter parameter =
        new CParameter(
            name, mapped, spelling, form, constant, form == Form.ARRAY ? dimensions : List.of());
    if (parameters.put(name, parameter) != null) {
      throw fault("two parameters of " + function + " are called " + name, tokens, "rename one");
    }
  }

  private static boolean isName(List<String> type, CToken token) {
    return !(type.size() == 1 && Set.of("struct", "union", "enum").contains(type.getFirst()))
        && token.isWord();
  }

  private static Form form(
      CType type, String spelling, boolean constant, int stars, List<Dimension> dimensions) {
    if (type == CType.VOID) {
      return Form.ADDRESS;
    }
    if (stars == 1) {
      return constant && spelling.equals("char") ? Form.STRING : Form.POINTER;
    }
    if (dimensions.size() == 1 && dimensions.getFirst().isOpen()) {
      return Form.POINTER;
    }
    return dimensions.isEmpty() ? Form.SCALAR : Form.ARRAY;
  }

  private List<Dimension> dimensions(List<CToken> tokens) throws SignatureException {
    List<Dimension> dimensions = new ArrayList<>();
    List<CToken> inside = new ArrayList<>();
    for (CToken token : tokens) {
      if (token.is("]")) {
        if (inside.isEmpty() && !dimensions.isEmpty()) {
          throw fault("only the first dimension may be left open", tokens, "give the length");
        }
        dimensions.add(new Dimension(List.copyOf(inside)));
        inside.clear();
      } else if (!token.is("[") && !QUALIFIERS.contains(token.text())) {
        inside.add(replaced(token));
      }
    }
    return dimensions;
  }

  private CToken replaced(CToken token) {
    Long value = token.isWord() ? constants.get(token.text()) : null;
    return value == null
        ? token
        : new CToken(CToken.Kind.NUMBER, Long.toString(value), token.start());
  }

  private void checkDimensions(List<CToken> tokens) throws SignatureException {
    for (CParameter parameter : parameters.values()) {
      for (Dimension dimension : parameter.dimensions()) {
        for (CToken token : dimension.tokens()) {
          checkDimension(parameter, token, tokens);
        }
      }
    }
  }

  private void checkDimension(CParameter parameter, CToken token, List<CToken> tokens)
      throws SignatureException {
    CParameter named = parameters.get(token.text());
    boolean fits =
        switch (token.kind()) {
          case WORD -> named != null && named.form() == Form.SCALAR && named.type().isInteger();
          case NUMBER -> !token.text().contains(".");
          case PUNCTUATION -> "+-*/%()".contains(token.text());
          case LITERAL -> false;
        };
    if (!fits) {
      int end = Math.min(token.end(), tokens.getLast().end());
      throw new SignatureException(
          "the shape "
              + parameter.shape()
              + " of "
              + function
              + " cannot be checked: "
              + token.text()
              + (token.isWord() ? " is not an integer parameter" : " is not plain arithmetic"),
          token.start(),
          end,
          "use integer parameters of the function, numbers, #define'd numbers and + - * / %");
    }
  }

  private static String text(List<CToken> tokens) {
    StringBuilder text = new StringBuilder();
    CToken last = null;
    for (CToken token : tokens) {
      if (last != null && last.end() < token.start()) {
        text.append(' ');
      }
      text.append(token.text());
      last = token;
    }
    return text.toString();
  }

  private static SignatureException fault(String message, List<CToken> tokens, String advice) {
    return new SignatureException(
        message, tokens.getFirst().start(), tokens.getLast().end(), advice);
  }
}
